#include "runtime/log/server_log.h"

#include "runtime/log/escape.h"
#include "runtime/log/log_writer.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace quire {
namespace {

constexpr const char* kTextPattern = "%Y-%m-%d %H:%M:%S.%e %P %l %v";
/// The last part consists of members that are JSON already.
constexpr const char* kJsonPattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","pid":%P,%v})";

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      break;
  }
  return spdlog::level::err;
}

void report_lost(std::uint64_t lines) {
  const int error = errno;
  log_entry(LogLevel::kError, "this log lost " + std::to_string(lines) + (lines == 1 ? " line: " : " lines: ") +
                                  (error != 0 ? std::strerror(error) : "they could not be written fast enough"));
}

/// Passes formatted lines to the writer.
class QueueSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit QueueSink(LogFile file) : writer_(std::move(file), {.on_lost = report_lost, .reports_to_itself = true}) {}
  LogWriter& writer() { return writer_; }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    writer_.push(0, {line.data(), line.size()});
  }
  void flush_() override {}

 private:
  LogWriter writer_;
};

struct OpenLog {
  OpenLog(LogFile file, bool json)
      : sink(std::make_shared<QueueSink>(std::move(file))), logger("", sink), is_json(json) {
    logger.set_pattern(json ? kJsonPattern : kTextPattern);
  }

  std::shared_ptr<QueueSink> sink;
  spdlog::logger logger;
  const bool is_json;
  /// The one that it replaced, which threads may still be using.
  OpenLog* before = nullptr;
};

/// Never destroyed: threads may log until the process ends.
std::atomic<OpenLog*> open_log{nullptr};

/// A single write, so that lines of several threads and processes do not mix.
void write_error(const std::string& text) {
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

std::string clock_time() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::localtime_r(&now, &parts);
  char text[16];
  return {text, std::strftime(text, sizeof text, "%H:%M:%S ", &parts)};
}

std::string with_request(std::string_view text, std::string_view request) {
  return request.empty() ? escaped_lines(text) : escaped(request) + " " + escaped_lines(text);
}

}  // namespace

Result<bool> open_server_log(const LogSettings& settings, int error) {
  const bool is_json = settings.format == "json";
  if (!is_json && settings.format != "text")
    return Error{"the format of the log `" + settings.format + "` is neither `text` nor `json`"};
  const std::string& level = settings.level;
  if (level != "debug" && level != "info" && level != "warning" && level != "error")
    return Error{"the level of the log `" + level + "` is none of `debug`, `info`, `warning`, `error`"};
  Result<LogFile> file =
      settings.server == "-"
          ? Result<LogFile>(LogFile::of_descriptor(error))
          : LogFile::open(settings.server, {settings.rotate_size, settings.rotate_daily, settings.keep});
  if (!file) return file.error();
  auto opened = std::make_unique<OpenLog>(*std::move(file), is_json);
  opened->logger.set_level(spdlog::level::from_str(level));
  opened->before = open_log;
  open_log = opened.release();
  return true;
}

void log_line(std::string_view text) { log_entry(LogLevel::kInfo, text); }

void log_entry(LogLevel level, std::string_view text, std::string_view request) {
  OpenLog* const log = open_log;
  if (log == nullptr) return write_error(clock_time() + with_request(text, request) + "\n");
  if (!log->logger.should_log(level_of(level))) return;
  std::string payload;
  if (!log->is_json) {
    payload = with_request(text, request);
  } else {
    if (!request.empty()) {
      payload = R"("request":)";
      append_json(request, payload);
      payload += ',';
    }
    payload += R"("message":)";
    append_json(text.substr(0, text.find_last_not_of('\n') + 1), payload);
  }
  log->logger.log(level_of(level), spdlog::string_view_t(payload));
}

void log_block(std::string_view text, LogLevel level) {
  if (!is_server_log_plain()) return log_entry(level, text);
  std::string block = clock_time() + std::string(text);
  if (!block.ends_with('\n')) block += '\n';
  write_error(block);
}

void flush_server_log() {
  if (OpenLog* const log = open_log) log->sink->writer().flush();
}

void reopen_server_log() {
  if (OpenLog* const log = open_log) log->sink->writer().reopen();
}

std::uint64_t lost_server_log_lines() {
  OpenLog* const log = open_log;
  return log == nullptr ? 0 : log->sink->writer().lost();
}

bool is_server_log_plain() { return open_log == nullptr; }

}  // namespace quire
