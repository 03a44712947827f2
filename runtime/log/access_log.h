#ifndef QUIRE_RUNTIME_LOG_ACCESS_LOG_H_
#define QUIRE_RUNTIME_LOG_ACCESS_LOG_H_

#include "runtime/log/access_pattern.h"
#include "runtime/log/log_settings.h"
#include "runtime/log/log_writer.h"

#include <cstddef>
#include <memory>

namespace quire {

/// Writes a line for each finished answer. Thread-safe.
class AccessLog final : public AnswerObserver {
 public:
  /// Opens the log that the settings name. `lanes` is the number of event loops, `output` a descriptor of
  /// standard output. Fails if the pattern is malformed, or the file cannot be opened.
  static Result<std::unique_ptr<AccessLog>> open(const LogSettings& settings, std::size_t lanes, int output);

  AccessLog(AccessPattern pattern, LogFile file, std::size_t lanes);

  const Needs& needs() const override { return pattern_.needs(); }
  void finished(std::size_t lane, const FinishedAnswer& answer) override;

  void flush() { writer_.flush(); }
  void reopen() { writer_.reopen(); }
  /// The number of lines lost because the log was not written fast enough.
  std::uint64_t lost() const { return writer_.lost(); }

 private:
  const AccessPattern pattern_;
  LogWriter writer_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOG_ACCESS_LOG_H_
