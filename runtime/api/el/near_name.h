#ifndef QUIRE_RUNTIME_API_EL_NEAR_NAME_H_
#define QUIRE_RUNTIME_API_EL_NEAR_NAME_H_

#include <string>
#include <string_view>
#include <vector>

namespace quire::el {

/// "; did you mean `user`?" if one of the names differs from the wanted one by a few letters, otherwise empty.
std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& names);

}  // namespace quire::el

#endif  // QUIRE_RUNTIME_API_EL_NEAR_NAME_H_
