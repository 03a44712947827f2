#include "runtime/fault/abort_reason.h"

#include "runtime/fault/exception_text.h"
#include "runtime/fault/page_code.h"

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

}  // namespace

void note_aborts() { terminate_elsewhere = std::set_terminate(terminate_with_reason); }

const AbortReason* abort_reason() { return noted; }

void note_abort(AbortReason reason) { noted = new AbortReason(std::move(reason)); }

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
