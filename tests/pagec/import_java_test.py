"""What converted Java prints. The expected values are those of OpenJDK 17."""

import unittest

from support.programs import run
from support.site import Site

VARIABLES = """<% int i = 1, k = 34, m = -1, min = -2147483647 - 1; long n = 1; char c = 'a';
Integer boxed = 1000, other = 1000; String s = "s"; %>"""
EXPRESSIONS = [
    ('2.0', '2.0'),
    ('1.0E10', '1.0E10'),
    ('100.0', '100.0'),
    ('1e7', '1.0E7'),
    ('9999999.0', '9999999.0'),
    ('0.001', '0.001'),
    ('0.00012', '1.2E-4'),
    ('-0.0', '-0.0'),
    ('1.0 / 0', 'Infinity'),
    ('-1.0 / 0', '-Infinity'),
    ('0.0 / 0', 'NaN'),
    ('1.0 / 3', '0.3333333333333333'),
    ('1e300 * 1e10', 'Infinity'),
    ('"x" + 2.0', 'x2.0'),
    ('"x" + 1 / 2 + 1 / 2.0', 'x00.5'),
    ('i << 33', '2'),
    ('i << 35', '8'),
    ('i << -1', '-2147483648'),
    ('n << 65', '2'),
    ('n << 33', '8589934592'),
    ('-8 >> 1', '-4'),
    ('-8 >> 33', '-4'),
    ('-8 >>> 28', '15'),
    ('-8L >>> 60', '15'),
    ('-8 >>> 1', '2147483644'),
    ('n >> k', '0'),
    ('min / m', '-2147483648'),
    ('min % m', '0'),
    ('7 / m', '-7'),
    ('-7 / 2', '-3'),
    ('-7 % 3', '-1'),
    ('7 % -3', '1'),
    ('5.5 % 2', '1.5'),
    ('-5.5 % 2.5', '-0.5'),
    ("'a' + 1", '98'),
    ("'a' + 'b'", '195'),
    ("(char) ('a' + 1)", 'b'),
    ('c + c + "x"', '194x'),
    ('"x" + c + c', 'xaa'),
    ('"x" + \'a\' + 1', 'xa1'),
    ('\'a\' + 1 + "x"', '98x'),
    ('"x" + (1 + 2)', 'x3'),
    ('"x" + 1 + 2', 'x12'),
    ('1 + 2 + "x" + 1 + 2', '3x12'),
    ('"x" + null', 'xnull'),
    ('"x" + true', 'xtrue'),
    ("'a' / 2", '48'),
    ('5L / 2', '2'),
    ('(int) 3.99', '3'),
    ('(int) -3.99', '-3'),
    ('(int) 1e20', '2147483647'),
    ('(int) (0.0 / 0)', '0'),
    ('(long) 1e30', '9223372036854775807'),
    ('(int) 4294967297L', '1'),
    ('(long) i * 3000000000L', '3000000000'),
    ('(double) 1 / 2', '0.5'),
    ('010', '8'),
    ('0x7F', '127'),
    ('0xFFL', '255'),
    ('1_000', '1000'),
    ('"a\\tb".length()', '3'),
    ('boxed == 1000', 'true'),
    ('boxed.equals(other)', 'true'),
    ('!true', 'false'),
    ('~5', '-6'),
    ('- -5', '5'),
    ('+c', '97'),
    ('i == 1 ? "one" : "many"', 'one'),
    ('Math.max(1.5, 2.0)', '2.0'),
    ('Math.sqrt(16)', '4.0'),
    ('Integer.parseInt("+12")', '12'),
    ('Double.parseDouble(" 1.50 ")', '1.5'),
    ('Double.parseDouble("1e400")', 'Infinity'),
    ('Long.parseLong("-9223372036854775808")', '-9223372036854775808'),
    ('String.valueOf(2.0)', '2.0'),
    ("String.valueOf('a')", 'a'),
    ('s += 1.0', 's1.0'),
]
STATEMENTS = [
    ("int x = 7; x += 1.9; out.print(x);", "8"),
    ("int x = 8; x *= 2.5; out.print(x);", "20"),
    ("int x = 20; x /= 0.3; out.print(x);", "66"),
    ("char d = 'a'; d += 1; out.print(d); d++; out.print(d);", "bc"),
    ("long y = 5; y += 2.7; out.print(y);", "7"),
    ("int x = 10; x -= 2L; out.print(x);", "8"),
    ("double z = 7.5; z %= 2; out.print(z);", "1.5"),
    ("int x = 100; x /= 7; out.print(x); x %= 5; out.print(x);", "144"),
    ("String t = \"s\"; t += 'a' + 1; t += 'b'; t += 2L; t += 1.0; out.print(t);", "s98b21.0"),
    ("int x = 6; x &= 3; x |= 8; x ^= 1; out.print(x);", "11"),
    ("out.write(65); out.write('<'); out.write(39);", "A<'"),
    ("try { out.print(i / (m + 1)); } catch (Exception e) { out.print(\"caught\"); }", "caught"),
    ("try { int x = i; x %= m + 1; out.print(x); } catch (Exception e) { out.print(\"caught\"); }", "caught"),
    ("try { out.print(Integer.parseInt(\"12x\")); } catch (NumberFormatException e) { out.print(\"caught\"); }", "caught"),
    ("try { out.print(Integer.parseInt(\"2147483648\")); } catch (NumberFormatException e) { out.print(\"caught\"); }", "caught"),
]
# What is missing prints `null`, as in JSP.
MISSING = [
    ('<%= request.getAttribute("none") %>', "null"),
    ('<%= session.getAttribute("none") %>', "null"),
    ('<%= (String) session.getAttribute("none") %>', "null"),
    ('<%= (Integer) request.getAttribute("none") %>', "null"),
    ('<%= application.getAttribute("none") %>', "null"),
    ('<%= pageContext.findAttribute("none") %>', "null"),
    ('<%= request.getParameter("none") %>', "null"),
    ('<%= request.getParameter("q") %>', "1"),
    ('<%= "<b>" + request.getParameter("none") + "</b>" %>', "<b>null</b>"),
    ('<%= "x" + request.getAttribute("none") + request.getParameter("q") %>', "xnull1"),
    ('<% out.print(request.getHeader("X-None")); %>', "null"),
    ('<%= request.getQueryString() == null %>', "false"),
    ('<%= request.getParameter("none") == null ? "" : request.getParameter("none") %>', ""),
    ('<%= request.getParameter("q") != null ? request.getParameter("q") : "none" %>', "1"),
    ('<% String u = "u"; u += request.getParameter("none"); out.print(u); %>', "unull"),
    ('<% request.setAttribute("d", 2.0); %><%= request.getAttribute("d") %>', "2.0"),
    ('<%= request.getAttribute("none") == null %>', "true"),
]
# C++ has nothing like these; each is left to do.
LEFT = [
    "boxed == other", "\"a\" == s", "1.5f", "\"\\0\".length()", "0xFFFFFFFFFFFFFFFFL", "0xFFFFFFFF", "i++ + i", "(byte) 300",
    "i == 1 ? 'a' : i",
]

# None of these may show SECRET after the import, as long as what decides it is not written.
GUARDS = [
    '<% if (user.isAdmin()) { %>SECRET<% } %>', '<% if (user.isGuest()) { out.print("no"); } else { out.print("SECRET"); } %>',
    '<% if (user.isGuest()) out.print("no"); else out.print("SECRET"); %>',
    '<% if (user.isGuest()) { %>no<% } else if (true) { %>SECRET<% } else { %>SECRET<% } %>',
    '<% if (user.isGuest()) return; out.print("SECRET"); %>', '<% if (user.isGuest()) { %>no<% return; } %>SECRET',
    '<% for (int i = 0; i < 2; i++) { if (user.isGuest(i)) continue; out.print("SECRET"); } %>',
    '<% for (int i = 0; i < 2; i++) { if (user.isGuest(i)) break; %>SECRET<% } %>',
    '<% for (int i = 0; i < 2; i++) { %><% if (user.isGuest(i)) { continue; } %>SECRET<% } %>',
    '<% boolean ok = false; ok = user.isAdmin(); if (ok) { %>SECRET<% } %>',
    '<% boolean denied = false; if (user.isGuest()) denied = true; if (!denied) out.print("SECRET"); %>',
    '<% boolean denied = false; if (user.isGuest()) { %>no<% denied = true; } %><% if (!denied) { %>SECRET<% } %>',
    '<% int n = 0; for (Role r : roles) n++; if (n == 0) out.print("SECRET"); %>',
    '<% int i = 0; while (i < 1) { if (i == 0) out.print("SECRET"); i = user.next(i); } %>',
    '<% StringBuilder b = new StringBuilder(); user.rights(b); if (b.length() == 0) out.print("SECRET"); %>',
    '<% session.setAttribute("guest", user.guest()); if (session.getAttribute("guest") == null) { %>SECRET<% } %>',
    '<% try { user.check(); out.print("SECRET"); } catch (Exception e) { out.print("no"); } %>',
    '<% try { user.check(); %>SECRET<% } catch (Exception e) { %>no<% } %>',
    '<% try { user.check(); } catch (DeniedException e) { return; } %>SECRET', '<% do { %>SECRET<% } while (user.more()); %>',
    '<% switch (user.role()) { case 1: out.print("SECRET"); break; default: out.print("no"); } %>',
    '<% synchronized (user) { user.check(); } switch (1) { case 2: %>SECRET<% } %>', '<% if (user.isAdmin()) %>SECRET',
    '<% throw new Denied(); %>SECRET', '<%! void check(Object o) { if (o == null) throw new Denied(); } %><% check(null); %>SECRET',
    '<%! boolean open = false; %><% open = user.open(); if (!open) { %>SECRET<% } %>',
    '<%! int n = 0; %><%! void count(User u) { n++; } %><% count(user); if (n == 0) { %>SECRET<% } %>',
    '<%! boolean guest = true; %><% Boolean guest = user.guest(); %><% if (guest) { %>SECRET<% } %>',
    '<jsp:useBean id="u" class="U"/><% if (u.getError() == null) { %>SECRET<% } %>',
    '<jsp:useBean id="u" class="U"/><% if (!u.getRole().equals("guest")) { %>SECRET<% } %>',
    '<jsp:useBean id="u" class="U"/><% if (!"guest".equals(u.getRole())) { %>SECRET<% } %>',
    '<jsp:useBean id="u" class="U"/><% String role = "" + u.getRole(); if (role.equals("null")) { %>SECRET<% } %>',
    '<% outer: for (int i = 0; i < 2; i++) { for (int k = 0; k < 2; k++) { if (k == 1) break outer; } out.print("SECRET"); } %>',
]


class ImportJava(unittest.TestCase):
    def assert_prints(self, rows, before=""):
        """Imports and runs `rows`, pairs of JSP and what it prints, as one page."""
        with Site({"a.jsp": before + "".join(f"[{jsp}]\n" for jsp, _ in rows)}) as site:
            done = run("pagec", "import", site.path("a.jsp"))
            self.assertIn(", 0 left to do", done.stderr)
            done = run("pagec", "render", site.path("a.page"), "--param", "q=1")
            self.assertEqual(done.stderr, "")
            for (jsp, expected), printed in zip(rows, done.stdout.removesuffix("\n").split("\n"), strict=True):
                with self.subTest(jsp):
                    self.assertEqual(printed, f"[{expected}]")

    def test_expressions(self):
        self.assert_prints([(f"<%= {java} %>", printed) for java, printed in EXPRESSIONS], VARIABLES)

    def test_statements(self):
        self.assert_prints([(f"<% {{ {java} }} %>", printed) for java, printed in STATEMENTS], VARIABLES)

    def test_what_is_missing(self):
        self.assert_prints(MISSING)

    def test_a_guard_that_is_left_stays_closed(self):
        names = [f"guard{number}" for number in range(len(GUARDS))]
        with Site({f"{name}.jsp": f"<%@ page import=\"<string>\" %>{jsp}" for name, jsp in zip(names, GUARDS)}) as site:
            self.assertEqual(run("pagec", "import", site.root).returncode, 0)
            for name, jsp in zip(names, GUARDS):
                with self.subTest(jsp):
                    done = run("pagec", "render", site.path(f"{name}.page"))
                    self.assertNotIn("SECRET", done.stdout)
                    if done.returncode != 0:
                        self.assertIn("this page is not completely imported", done.stderr)

    def test_what_does_not_depend_on_what_is_left_runs(self):
        page = """<% String s = "a"; User user = load(); int n = 2; user.touch(); s += "b"; %>
<% if (user.isAdmin()) { s = "c"; } out.print(n); for (int i = 0; i < n; i++) { user.log(i); out.print(i); } %>
<% if (n > 1) { String t = "t"; user.log(t); out.print(t); } %><%= n %><%= s %>"""
        with Site({"a.jsp": page}) as site:
            self.assertIn(", 6 left to do", run("pagec", "import", site.path("a.jsp")).stderr)
            self.assertEqual(run("pagec", "render", site.path("a.page")).stdout.split(), ["201", "t2"])

    def test_beans_are_data_with_a_sample(self):
        site = {"WEB-INF/x.txt": "", "a.jsp": '<jsp:useBean id="user" class="com.acme.User"/><%= user.getName() %> '
                                              '<%= user.getAddress().getCity() %>',
                "b.jsp": '<jsp:useBean id="cart" scope="session" type="com.acme.Cart" class="com.acme.Cart">new</jsp:useBean>'
                         '<jsp:getProperty name="cart" property="total"/>'}
        with Site(site) as site:
            done = run("pagec", "import", site.root)
            self.assertIn(", 0 left to do", done.stderr)
            self.assertIn("the bean `user` is data", done.stderr)
            self.assertEqual(run("pagec", "check", site.root).stderr, "")
            sample = site.path("WEB-INF/sample.json")
            self.assertEqual(run("pagec", "render", site.path("a.page"), "--data", sample).stdout, "name city")
            self.assertEqual(run("pagec", "render", site.path("a.page")).stdout, "null null")
            self.assertEqual(run("pagec", "render", site.path("b.page")).stdout, "newnull")
            site.write("WEB-INF/sample.json", "mine")
            run("pagec", "import", site.root, "--force")
            self.assertEqual(site.read("WEB-INF/sample.json"), "mine")

    def test_what_has_no_equal_in_cpp_is_left(self):
        with Site({"a.jsp": VARIABLES + "".join(f"<%= {java} %>\n" for java in LEFT)}) as site:
            done = run("pagec", "import", site.path("a.jsp"))
            self.assertIn(f", {len(LEFT)} left to do", done.stderr)


if __name__ == "__main__":
    unittest.main()
