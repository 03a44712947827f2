#ifndef QUIRE_RUNTIME_BASE_CHECK_H_
#define QUIRE_RUNTIME_BASE_CHECK_H_

/// Aborts the program if it has a bug of its own, in release builds as well:
///
///     QUIRE_CHECK(open_elements == 0, "every element is closed after parsing");
///
/// Writes file, line and assumption to standard error first. Only for what our own code can
/// break, never for input, and only where it costs nothing measurable.
#define QUIRE_CHECK(condition, assumption) \
  (static_cast<bool>(condition) ? void() : ::quire::check_failed(__FILE__, __LINE__, assumption))

namespace quire {

[[noreturn]] void check_failed(const char* file, int line, const char* assumption) noexcept;

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_CHECK_H_
