#ifndef QUIRE_RUNTIME_PROTOCOL_BUNDLE_NAME_H_
#define QUIRE_RUNTIME_PROTOCOL_BUNDLE_NAME_H_

#include <string_view>

namespace quire {

/// Whether a bundle of messages can have that name: letters, digits, `_` and `-`, in parts separated by dots or
/// slashes, so that no name leads out of the folder of bundles.
bool is_bundle_name(std::string_view name);

/// Whether text has the form of a locale, such as `de`, `de_CH` or `zh-Hant-TW`.
bool is_locale_name(std::string_view name);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_BUNDLE_NAME_H_
