#include "runtime/session/session_limits.h"

#include <stdexcept>
#include <string>

namespace quire {

void check_attribute_name(std::string_view name) {
  if (name.size() <= SessionLimits::kName) return;
  throw std::length_error("an attribute's name has " + std::to_string(name.size()) + " bytes; the limit is " +
                          std::to_string(SessionLimits::kName) + ": it begins with `" +
                          std::string(name.substr(0, 40)) + "`");
}

void check_session_size(std::size_t size, const SessionLimits& limits, std::string_view name) {
  if (size <= limits.session) return;
  throw std::length_error("with the attribute `" + std::string(name) + "`, the session would have " +
                          std::to_string(size) + " bytes; the limit is " + std::to_string(limits.session) +
                          ": keep large values elsewhere, and their keys in the session");
}

}  // namespace quire
