"""`pagec import`: what a page shows to whom. No guard may become a weaker one without a word."""

import re
import unittest

from support.programs import run
from support.site import Site

HEAD = ('<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %><%@ taglib prefix="sec" uri="http://www.springframework.org/security/tags" %>'
        '<%@ taglib prefix="shiro" uri="http://shiro.apache.org/tags" %>')
# Who is signed in has the authority `ROLE_A`, but not `A`.
SIGNED_IN = """#pragma once
#include <quire/page_context.h>
#include <string>
#include <string_view>
inline std::string quire_user(quire::PageContext&) { return "anna"; }
inline bool quire_has_role(quire::PageContext&, std::string_view role) { return role == "ROLE_A"; }
"""
ALL, USERS, GUESTS, NOBODY = "gu", "u", "g", ""
HIDDEN = "is not shown"


def sec(attributes, body="X"):
    return f"<sec:authorize {attributes}>{body}</sec:authorize>"


def access(expression, body="X"):
    return sec(f'access="{expression}"', body)


# A guard around X, who sees X in the page, and what the report says of it.
GUARDS = (
    (access("isAuthenticated()"), USERS, ""),
    (access("isAnonymous()"), GUESTS, ""),
    (access("hasRole('A')"), USERS, "authority `ROLE_A`"),
    (access("hasRole('ROLE_A')"), USERS, ""),
    (access("hasAuthority('ROLE_A')"), USERS, ""),
    (access("hasAuthority('A')"), NOBODY, ""),
    (access("hasRole('B')"), NOBODY, "authority `ROLE_B`"),
    (access("!isAuthenticated()"), GUESTS, ""),
    (access("hasRole('A') and hasRole('B')"), NOBODY, HIDDEN),
    (access("hasRole('A') or hasRole('B')"), NOBODY, HIDDEN),
    (access("!hasRole('B')"), NOBODY, HIDDEN),
    (access("not hasRole('B')"), NOBODY, HIDDEN),
    (access("hasAnyRole('A','B')"), NOBODY, HIDDEN),
    (access("hasPermission(#x, 'read')"), NOBODY, HIDDEN),
    (access("permitAll"), NOBODY, HIDDEN),
    (access("isFullyAuthenticated()"), NOBODY, HIDDEN),
    (access("isRememberMe()"), NOBODY, HIDDEN),
    (access("@rights.check()"), NOBODY, HIDDEN),
    (access("${who}"), NOBODY, HIDDEN),
    (access("hasRole('A')", access("hasRole('B')")), NOBODY, ""),
    (access("hasRole('A')", access("hasRole('A') and true")), NOBODY, HIDDEN),
    (access("isAnonymous()", access("hasRole('A')")), NOBODY, ""),
    (sec("url='/admin'"), NOBODY, HIDDEN),
    (sec("url='/admin' method='GET' access=\"isAuthenticated()\""), NOBODY, HIDDEN),
    (sec("ifAllGranted='ROLE_A'"), NOBODY, HIDDEN),
    (sec("ifAnyGranted='ROLE_A,ROLE_B'"), NOBODY, HIDDEN),
    (sec("ifNotGranted='ROLE_B'"), NOBODY, HIDDEN),
    (sec("ifNotGranted='ROLE_A' access=\"isAuthenticated()\""), NOBODY, HIDDEN),
    ("<sec:accesscontrollist hasPermission='1' domainObject='${x}'>X</sec:accesscontrollist>", NOBODY, HIDDEN),
    (sec("access=\"isAnonymous()\" var='v'", "") + "<c:if test='${v}'>X</c:if>", GUESTS, ""),
    (sec("access=\"isAnonymous()\" var='v'", "") + "<c:if test='${!v}'>X</c:if>", USERS, ""),
    ("<sec:authorize access=\"hasRole('A')\" var='v'/>" + "<c:choose><c:when test='${v}'>X</c:when></c:choose>", USERS, ""),
    (sec("access=\"hasRole('A')\" var='v'"), USERS, ""),
    ("<shiro:user>X</shiro:user>", USERS, ""),
    ("<shiro:guest>X</shiro:guest>", GUESTS, ""),
    ("<shiro:authenticated>X</shiro:authenticated>", USERS, "`shiro:authenticated` hides its content from visitors who are only remembered"),
    ("<shiro:notAuthenticated>X</shiro:notAuthenticated>", GUESTS, "`shiro:notAuthenticated` shows its content also to visitors who are only remembered"),
    ("<shiro:hasRole name='ROLE_A'>X</shiro:hasRole>", USERS, ""),
    ("<shiro:hasRole name='A'>X</shiro:hasRole>", NOBODY, ""),
    ("<shiro:hasRole name='${\"ROLE_A\"}'>X</shiro:hasRole>", USERS, ""),
    ("<shiro:hasRole name='ROLE_A, B'>X</shiro:hasRole>", NOBODY, ""),
    ("<shiro:lacksRole name='B'>X</shiro:lacksRole>", NOBODY, HIDDEN),
    ("<shiro:hasAnyRoles name='ROLE_A,B'>X</shiro:hasAnyRoles>", NOBODY, HIDDEN),
    ("<shiro:hasPermission name='user:*'>X</shiro:hasPermission>", NOBODY, HIDDEN),
    ("<shiro:lacksPermission name='user:*'>X</shiro:lacksPermission>", NOBODY, HIDDEN),
    ("<shiro:remembered>X</shiro:remembered>", NOBODY, HIDDEN),
    ("<shiro:hasRole name='ROLE_A'><shiro:lacksRole name='B'>X</shiro:lacksRole></shiro:hasRole>", NOBODY, HIDDEN),
    ("<c:if test='${empty pageContext.request.userPrincipal}'>X</c:if>", ALL, "`pageContext.request.userPrincipal` is null in pages"),
    ("<c:if test='${pageContext.request.remoteUser != null}'>X</c:if>", NOBODY, "`pageContext.request.remoteUser` is null in pages"),
)
# After these, nothing of the page may be shown.
ENDS = (
    "<sec:authorize access=\"hasRole('A') and hasRole('B')\" var='v'/><c:if test='${!v}'>SECRET</c:if>",
    "<sec:authorize url='/admin' var='v'/><c:if test='${!v}'>SECRET</c:if>",
    "<sec:accesscontrollist hasPermission='1' domainObject='${x}' var='v'/><c:if test='${!v}'>SECRET</c:if>",
    "<sec:authorize access=\"hasRole('A') and true\" var='v'>SECRET</sec:authorize><c:if test='${!v}'>SECRET</c:if>",
)
DOCUMENT = ('<p xmlns:sec="http://www.springframework.org/security/tags" xmlns:c="http://java.sun.com/jsp/jstl/core">'
            "<sec:authorize access=\"hasRole('A')\" var=\"v\"/><c:if test=\"${!v}\">SECRET</c:if></p>")


class ImportGuards(unittest.TestCase):
    def test_every_guard_shows_as_much_as_before_or_less_or_tells(self):
        lines = [f"{number}:{guard.replace('X', f'X{number}')}:\n" for number, (guard, _, _) in enumerate(GUARDS)]
        with Site({"a.jsp": HEAD + "\n" + "".join(lines), "WEB-INF/x": ""}) as site:
            done = run("pagec", "import", site.root)
            self.assertEqual(done.returncode, 0, done.stderr)
            told = {}
            for line, message in re.findall(r"^a\.jsp:(\d+):\d+: warning: (.*)$", done.stderr, re.M):
                told[int(line) - 2] = told.get(int(line) - 2, "") + message
            self.assertEqual(run("pagec", "check", site.root).stderr, "")
            guests = run("pagec", "render", site.path("a.page"))
            site.write("WEB-INF/src/security.h", SIGNED_IN)
            users = run("pagec", "render", site.path("a.page"))
            self.assertEqual((guests.returncode, users.returncode), (0, 0), guests.stderr + users.stderr)
            for number, (guard, shown, expected) in enumerate(GUARDS):
                with self.subTest(guard):
                    sees = ("g" if f"X{number}" in re.split("[^X0-9]", guests.stdout) else "") + ("u" if f"X{number}" in re.split("[^X0-9]", users.stdout) else "")
                    self.assertEqual(sees, shown)
                    if expected:
                        self.assertIn(expected, told.get(number, ""))
                    else:
                        self.assertNotIn(number, told)

    def test_a_page_ends_where_a_variable_is_not_known(self):
        files = {f"p{number}.jsp": HEAD + text for number, text in enumerate(ENDS)}
        with Site({**files, "WEB-INF/x": "", "document.jspx": DOCUMENT}) as site:
            done = run("pagec", "import", site.root)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(done.stderr.count("the page answers 501"), len(ENDS) + 1)
            for page in [name.replace(".jsp", ".page") for name in files] + ["document.pagex"]:
                with self.subTest(page):
                    self.assertIn("501", site.read(page))
                    self.assertNotIn("SECRET", run("pagec", "render", site.path(page)).stdout)


if __name__ == "__main__":
    unittest.main()
