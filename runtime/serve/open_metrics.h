#ifndef QUIRE_RUNTIME_SERVE_OPEN_METRICS_H_
#define QUIRE_RUNTIME_SERVE_OPEN_METRICS_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace quire {

/// Writes metrics in the OpenMetrics text format 1.0 (https://openmetrics.io).
///
///     OpenMetrics metrics(out);
///     metrics.family("quire_connections", "gauge", "Open connections.");
///     metrics.sample("", {{"connector", "main"}}, 3);
///     metrics.end();
class OpenMetrics {
 public:
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// Appends to `out`, which must outlive this.
  explicit OpenMetrics(std::string& out) : out_(out) {}

  /// Begins a family, whose samples follow. `type` is `counter`, `gauge`, `histogram` or `info`.
  void family(std::string_view name, std::string_view type, std::string_view help);
  /// A sample of that family; its name ends with `suffix`, such as `_total` for counters.
  void sample(std::string_view suffix, Labels labels, std::uint64_t value) {
    line(suffix, labels, std::to_string(value));
  }
  /// The same in seconds, of a number in microseconds.
  void seconds(std::string_view suffix, Labels labels, std::uint64_t microseconds);
  void end() { out_ += "# EOF\n"; }

 private:
  void line(std::string_view suffix, Labels labels, std::string_view value);

  std::string& out_;
  std::string name_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_OPEN_METRICS_H_
