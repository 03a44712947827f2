#ifndef QUIRE_RUNTIME_API_EL_ACCEPTED_LANGUAGE_H_
#define QUIRE_RUNTIME_API_EL_ACCEPTED_LANGUAGE_H_

#include <string>
#include <string_view>
#include <vector>

namespace quire::el {

/// The languages of an `Accept-Language` field (RFC 9110, 12.5.4), the most wanted first, as Java prints locales:
/// `en`, `de_CH`. Those with weight 0, and `*`, are left out.
std::vector<std::string> accepted_languages(std::string_view field);

}  // namespace quire::el

#endif  // QUIRE_RUNTIME_API_EL_ACCEPTED_LANGUAGE_H_
