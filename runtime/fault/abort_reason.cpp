#include "runtime/fault/abort_reason.h"

#include "runtime/fault/exception_text.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string_view>
#include <utility>

namespace quire {

namespace {

thread_local const AbortReason* noted = nullptr;
std::terminate_handler terminate_elsewhere = nullptr;

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

[[noreturn]] void fail_assertion(const char* file, unsigned line, const char* function, const char* condition) {
  std::string text = "assertion failed: `" + std::string(condition == nullptr ? "?" : condition) + "`";
  // The function that a page is translated to has no name that the author knows.
  const bool is_named =
      function != nullptr && std::string_view(function).find("(quire::PageContext &,") == std::string_view::npos;
  if (is_named) text += " in `" + without_page_namespace(function) + "`";
  if (file != nullptr) text += " (" + std::string(file_name(file)) + ":" + std::to_string(line) + ")";
  if (is_in_page_code) note_abort({text, {}, {}});
  else std::fprintf(stderr, "%s\n", text.c_str());
  std::abort();
}

[[noreturn]] void terminate_with_reason() {
  if (!is_in_page_code) terminate_elsewhere();
  const std::exception_ptr exception = std::current_exception();
  if (!exception) {
    note_abort({"std::terminate was called: was a `std::thread` destroyed before it was joined?", {}, {}});
    std::abort();
  }
  AbortReason reason;
  // The stack may already be unwound to the `noexcept` function.
  if (const CallStack* thrown = calls_of_throw(exception)) reason.calls = *thrown;
  const ExceptionText text = describe_current_exception().front();
  reason.message = text.type + ": " + text.message +
                   " (std::terminate: it was not caught in a destructor or another `noexcept` function)";
  note_abort(std::move(reason));
  std::abort();
}

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

void note_aborts() { terminate_elsewhere = std::set_terminate(terminate_with_reason); }

const AbortReason* abort_reason() { return noted; }

void note_abort(AbortReason reason) { noted = new AbortReason(std::move(reason)); }

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

// Pages and libraries that call these functions find them here, because the
// program's symbols take precedence over those of libraries.

namespace std {
// NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl58-cpp,readability-identifier-naming)
void __glibcxx_assert_fail(const char* file, int line, const char* function, const char* condition) noexcept {
  quire::fail_assertion(file, static_cast<unsigned>(line), function, condition);
}
}  // namespace std

// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" void __assert_fail(const char* condition, const char* file, unsigned line, const char* function) noexcept {
  quire::fail_assertion(file, line, function, condition);
}

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
