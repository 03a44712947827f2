#include "runtime/fault/sanitizer_report.h"

#include "runtime/fault/abort_reason.h"
#include "runtime/fault/page_code.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string_view>

namespace quire {

namespace {

std::atomic<bool> is_hearing{false};

/// A function of the sanitizer runtime; null if it does not exist.
template <class Function>
Function* runtime_function(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_DEFAULT, name));
}

void tell_elsewhere(std::string_view text) {
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

/// The text from `begin` to the end of its line.
std::string_view line_from(std::string_view text, std::size_t begin) {
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find('\n', begin) - begin);
}

/// For example `AddressSanitizer: heap-buffer-overflow: READ of size 4`, from a report.
std::string headline(std::string_view report) {
  std::string_view first = line_from(report, report.find("AddressSanitizer: "));
  // Addresses are of no use to an author.
  first = first.substr(0, first.find(" on address "));
  std::string_view access;
  for (const char* kind : {"\nREAD of size ", "\nWRITE of size "})
    if (const std::size_t at = report.find(kind); at != std::string_view::npos) access = line_from(report, at + 1);
  access = access.substr(0, access.find(" at 0x"));
  return std::string(first) + (access.empty() ? "" : ": ") + std::string(access);
}

/// The report after the headline, without the origins of threads and dumps of memory.
std::string details(std::string_view report) {
  const std::size_t first = report.find("AddressSanitizer: ");
  const std::size_t begin = report.find('\n', first);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = std::min(report.find("\nThread T", begin), report.find("\nSUMMARY: ", begin));
  return std::string(report.substr(begin + 1, end == std::string_view::npos ? end : end - begin - 1));
}

void on_address_report(const char* text) {
  if (is_in_page_code) note_abort({headline(text), details(text), {}});
  else tell_elsewhere(text);
}

}  // namespace

void hear_sanitizers() {
  is_hearing = true;
  if (auto* set_callback = runtime_function<void(void (*)(const char*))>("__asan_set_error_report_callback"))
    set_callback(on_address_report);
  // Otherwise every report would be in the log twice.
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (auto* set_descriptor = runtime_function<void(void*)>("__sanitizer_set_report_fd"); set_descriptor && nowhere >= 0)
    set_descriptor(reinterpret_cast<void*>(static_cast<std::intptr_t>(nowhere)));
}

std::string sanitizer_options() {
  return "abort_on_error=1:detect_leaks=0:detect_odr_violation=0:use_sigaltstack=0:symbolize=0:allow_user_segv_handler="
         "1:"
         "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0";
}

}  // namespace quire

/// Called by the runtime for each report of undefined behaviour.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" void __ubsan_on_report() {
  if (!quire::is_hearing) return;
  using ReportData = void(const char**, const char**, const char**, unsigned*, unsigned*, char**);
  static auto* const report_data = quire::runtime_function<ReportData>("__ubsan_get_current_report_data");
  const char* kind = "";
  const char* message = "";
  const char* file = "";
  unsigned line = 0;
  unsigned column = 0;
  char* address = nullptr;
  if (report_data != nullptr) report_data(&kind, &message, &file, &line, &column, &address);
  const std::string text = "UndefinedBehaviorSanitizer: " + std::string(message);
  if (quire::is_in_page_code) quire::note_abort({text, {}, {}});
  else quire::tell_elsewhere(std::string(file) + ":" + std::to_string(line) + ": runtime error: " + text + "\n");
}
