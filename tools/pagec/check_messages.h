#ifndef QUIRE_TOOLS_PAGEC_CHECK_MESSAGES_H_
#define QUIRE_TOOLS_PAGEC_CHECK_MESSAGES_H_

#include "runtime/protocol/checked_text.h"
#include "runtime/protocol/message_bundle.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace quire {
class IcuLibrary;
}

namespace quire::pagec {

/// The bundles of one site, read when they are first needed, and what is wrong with them and with the messages that
/// pages name.
class SiteBundles {
 public:
  /// `otherwise` is the bundle that web.toml names, or empty.
  SiteBundles(std::string root, std::string otherwise);

  /// What is wrong with the use of a message or a bundle; empty if nothing is.
  std::string mistake_of_message(const CheckedText& message);
  std::string mistake_of_bundle(const CheckedText& bundle);
  /// What is wrong in the files of the bundles that were used: lines that cannot be read and, with `icu`, patterns that
  /// it refuses.
  std::vector<ReportedDiagnostic> mistakes_in_files(const IcuLibrary* icu) const;
  /// The bundles that nobody has used, unless some page chooses one when it runs.
  std::vector<ReportedDiagnostic> unused() const;

 private:
  /// The files of a bundle, by locale.
  using Bundle = std::map<std::string, MessageBundle>;

  const Bundle& find(const std::string& name);
  void check_patterns(const std::string& name, const Bundle& bundle, const IcuLibrary& icu,
                      std::vector<ReportedDiagnostic>& mistakes) const;

  const std::string root_;
  const std::string default_;
  std::map<std::string, Bundle> bundles_;
  /// Bundle and key, with a line feed between them, of messages that have parameters: their texts are patterns.
  std::set<std::string> patterns_;
  bool uses_unknown_ = false;
};

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_CHECK_MESSAGES_H_
