#include "runtime/log/access_log.h"

#include "runtime/log/server_log.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <utility>

namespace quire {
namespace {

/// Lines are written in batches, up to fifty times a second.
constexpr std::chrono::milliseconds kGather{20};

void report_lost(std::uint64_t lines) {
  const int error = errno;
  log_entry(LogLevel::kError, "the access log lost " + std::to_string(lines) + (lines == 1 ? " line: " : " lines: ") +
                                  (error != 0 ? std::strerror(error) : "they could not be written fast enough"));
}

}  // namespace

Result<std::unique_ptr<AccessLog>> AccessLog::open(const LogSettings& settings, std::size_t lanes, int output) {
  Result<AccessPattern> pattern = AccessPattern::compile(settings.access_format);
  if (!pattern) return Error{"the format of the access log: " + pattern.error().sentence};
  if (settings.access == "-")
    return std::make_unique<AccessLog>(*std::move(pattern), LogFile::of_descriptor(output), lanes);
  Result<LogFile> file = LogFile::open(settings.access, {settings.rotate_size, settings.rotate_daily, settings.keep});
  if (!file) return file.error();
  return std::make_unique<AccessLog>(*std::move(pattern), *std::move(file), lanes);
}

AccessLog::AccessLog(AccessPattern pattern, LogFile file, std::size_t lanes)
    : pattern_(std::move(pattern)),
      writer_(std::move(file), {.queues = lanes, .gather = kGather, .on_lost = report_lost}) {}

void AccessLog::finished(std::size_t lane, const FinishedAnswer& answer) {
  thread_local std::string line;
  line.clear();
  pattern_.append(answer, WallTime::now(), line);
  line += '\n';
  writer_.push(lane, line);
}

}  // namespace quire
