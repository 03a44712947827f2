#include "compiler/import/tags/access.h"

#include <boost/algorithm/string/trim.hpp>

#include <string_view>

namespace quire::compiler {
namespace {

constexpr std::string_view kHasRole = "hasRole(";
constexpr std::string_view kRolePrefix = "ROLE_";

/// Spring's authorities become roles with their names. `hasRole` adds `ROLE_` to its own, so that `hasRole('x')` and
/// `hasAuthority('x')` remain two.
Guard role_guard(std::string_view function, const std::string& role) {
  if (function != kHasRole || role.starts_with(kRolePrefix)) return {"security:role", role};
  const std::string authority = std::string(kRolePrefix) + role;
  return {"security:role", authority,
          "`hasRole('" + role + "')` of Spring means the authority `" + authority + "`, which is now the role's name"};
}

}  // namespace

std::optional<Guard> read_access(std::string expression) {
  boost::trim(expression);
  if (expression == "isAuthenticated()") return Guard{"security:user"};
  if (expression == "isAnonymous()" || expression == "!isAuthenticated()") return Guard{"security:anonymous"};
  for (const std::string_view function : {kHasRole, std::string_view("hasAuthority(")}) {
    if (!expression.starts_with(function) || !expression.ends_with(')')) continue;
    std::string role = expression.substr(function.size(), expression.size() - function.size() - 1);
    boost::trim(role);
    const bool is_quoted = role.size() > 2 && (role[0] == '\'' || role[0] == '"') && role.back() == role[0];
    if (!is_quoted) return std::nullopt;
    role = role.substr(1, role.size() - 2);
    // A name: anything else is more than one role.
    if (role.find_first_of("'\"\\,()${}#<>& \t\r\n") != std::string::npos) return std::nullopt;
    return role_guard(function, role);
  }
  return std::nullopt;
}

}  // namespace quire::compiler
