#include "compiler/import/tags/access.h"

#include <catch2/catch.hpp>

#include <utility>

using namespace quire::compiler;

TEST_CASE("expressions of Spring Security of which the meaning is certain") {
  const std::pair<const char*, Guard> expressions[] = {{"isAuthenticated()", {"security:user"}},
                                                       {" isAnonymous() ", {"security:anonymous"}},
                                                       {"!isAuthenticated()", {"security:anonymous"}},
                                                       {"hasAuthority('X')", {"security:role", "X"}},
                                                       {"hasAuthority(\"ROLE_X\")", {"security:role", "ROLE_X"}},
                                                       {"hasRole( 'X' )", {"security:role", "ROLE_X"}},
                                                       {"hasRole('ROLE_X')", {"security:role", "ROLE_X"}}};
  for (const auto& [expression, expected] : expressions) {
    CAPTURE(expression);
    const auto guard = read_access(expression);
    REQUIRE(guard);
    CHECK(guard->name == expected.name);
    CHECK(guard->role == expected.role);
  }
  // These are two: Spring adds the prefix only for the first.
  CHECK(read_access("hasRole('X')")->role != read_access("hasAuthority('X')")->role);
  CHECK(read_access("hasRole('X')")->guess ==
        "`hasRole('X')` of Spring means the authority `ROLE_X`, which is now the role's name");
  CHECK(read_access("hasRole('ROLE_X')")->guess.empty());
}

TEST_CASE("any other expression has no equivalent") {
  for (const char* expression : {"",
                                 "permitAll",
                                 "permitAll()",
                                 "denyAll",
                                 "isFullyAuthenticated()",
                                 "isRememberMe()",
                                 "!isAnonymous()",
                                 "not isAuthenticated()",
                                 "! isAuthenticated()",
                                 "isAuthenticated",
                                 "isAuthenticated() and hasRole('A')",
                                 "isAuthenticated() or true",
                                 "hasRole('A') and hasRole('B')",
                                 "hasRole('A')and hasRole('B')",
                                 "hasRole('A') or hasRole('B')",
                                 "hasRole('A')||hasRole('B')",
                                 "(hasRole('A'))",
                                 "hasRole('A') == false",
                                 "!hasRole('A')",
                                 "not hasRole('A')",
                                 "!(hasRole('A'))",
                                 "hasAnyRole('A','B')",
                                 "hasAnyRole('A')",
                                 "hasAnyAuthority('A')",
                                 "hasAllRoles('A')",
                                 "hasRole('A','B')",
                                 "hasRole('A, B')",
                                 "hasRole('')",
                                 "hasRole()",
                                 "hasRole(A)",
                                 "hasRole(#role)",
                                 "hasRole('A' + 'B')",
                                 "hasRole('A'",
                                 "hasRole 'A'",
                                 "HASROLE('A')",
                                 "hasRole('A').toString()",
                                 "hasRole('A\\'')",
                                 "hasRole('${a}')",
                                 "hasRole('*')or('')",
                                 "hasPermission(#x, 'read')",
                                 "hasPermission('A')",
                                 "hasIpAddress('10.0.0.0/8')",
                                 "@access.check()",
                                 "principal.admin",
                                 "true",
                                 "1 == 1",
                                 "authentication.name == 'a'",
                                 "hasScope('A')",
                                 "hasRole('A') \n or true"}) {
    CAPTURE(expression);
    CHECK_FALSE(read_access(expression));
  }
}
