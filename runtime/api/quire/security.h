#ifndef QUIRE_SECURITY_H_
#define QUIRE_SECURITY_H_

/// Who the visitor is, for the tags of the security library. The site decides, in a header that its pages import:
///
///     std::string quire_user(quire::PageContext& context);                         // empty if nobody has logged in
///     bool quire_has_role(quire::PageContext& context, std::string_view role);
///
/// The tags are translated to calls of these functions, which are not qualified:
///
///     if (!quire_user(context).empty()) { … }
///     if (quire_has_role(context, "admin")) { … }

#include <quire/page_context.h>

#include <string_view>

namespace quire::detail {

template <class T>
inline constexpr bool kIsDeclared = false;

// Conversions to these are worse than what the site's functions need.
struct AnyContext {
  AnyContext(const PageContext&) {}
};
struct AnyRole {
  AnyRole(std::string_view) {}
  AnyRole(const char*) {}
};

}  // namespace quire::detail

// Called if the site has not declared its own. Global as these are: pages are in a namespace within `quire`, where
// others would hide them.

template <class T = void>
std::string_view quire_user(const quire::detail::AnyContext&) {
  static_assert(quire::detail::kIsDeclared<T>,
                "the tags of the security library need `std::string quire_user(quire::PageContext&)`; declare it in a "
                "header that this page imports");
  return {};
}
template <class T = void>
bool quire_has_role(const quire::detail::AnyContext&, const quire::detail::AnyRole&) {
  static_assert(quire::detail::kIsDeclared<T>,
                "the tags of the security library need `bool quire_has_role(quire::PageContext&, std::string_view)`; "
                "declare it in a header that this page imports");
  return false;
}

#endif  // QUIRE_SECURITY_H_
