#ifndef QUIRE_RUNTIME_BASE_NEAR_NAME_H_
#define QUIRE_RUNTIME_BASE_NEAR_NAME_H_

#include <span>
#include <string_view>

namespace quire {

/// The name that was probably meant by `written`: the one with the fewest letters changed, added,
/// dropped or swapped, ignoring case. Empty if none is near enough (a third of the letters may
/// differ).
std::string_view near_name(std::string_view written, std::span<const std::string_view> names);

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_NEAR_NAME_H_
