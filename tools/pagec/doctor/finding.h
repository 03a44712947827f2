#ifndef QUIRE_TOOLS_PAGEC_DOCTOR_FINDING_H_
#define QUIRE_TOOLS_PAGEC_DOCTOR_FINDING_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::pagec {

enum class Condition { kOk, kSlow, kMissing };

/// The state of one part of the machine, printed as one line.
struct Finding {
  Condition condition = Condition::kOk;
  /// A few words: `libstdc++`, `disk space`.
  std::string subject;
  /// What was found.
  std::string seen;
  /// What to do about it; empty if nothing is wrong.
  std::string remedy = {};
  /// Numbers behind `seen`, for `--json`.
  std::vector<std::pair<std::string, double>> figures = {};

  /// Records that something is wrong; `what` is appended to `seen`.
  void worsen(Condition now, std::string_view what, std::string what_to_do) {
    condition = now;
    seen += what;
    remedy = std::move(what_to_do);
  }
};

/// One line each, in columns.
std::string text_of(const std::vector<Finding>& findings, bool colour);
/// The same as one JSON object.
std::string json_of(const std::vector<Finding>& findings);

/// "1.5 GB", "320 MB".
std::string size_text(double bytes);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_DOCTOR_FINDING_H_
