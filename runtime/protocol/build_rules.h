#ifndef QUIRE_RUNTIME_PROTOCOL_BUILD_RULES_H_
#define QUIRE_RUNTIME_PROTOCOL_BUILD_RULES_H_

#include <string>

namespace quire {

/// Rules for the strings in `[build]`, as far as they can be checked without looking at the machine.
/// Each function returns an empty string for valid text, else the rule that it breaks, such as
/// "it must be a name for pkg-config, such as \"sqlite3\"".
std::string package_rule(const std::string& text);
std::string library_rule(const std::string& text);
std::string folder_rule(const std::string& text);
std::string definition_rule(const std::string& text);
std::string flag_rule(const std::string& text);
std::string pattern_rule(const std::string& text);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_BUILD_RULES_H_
