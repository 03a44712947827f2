"""Expressions of `${…}`: what they print, and what is refused (Expression Language 6.1)."""

import unittest

from support.programs import run
from support.site import Site

HEAD = """<%@ page escape="off" import="<chrono>, <map>, <memory>, <optional>, <string>, <vector>" %><%!
enum class Status { open, shipped };
QUIRE_ENUM(Status, open, shipped)
struct Address { std::string city; std::optional<std::string> street; };
QUIRE_FIELDS(Address, city, street)
class Account {
 public:
  const std::string& owner() const { return owner_; }
  bool isOpen() const { return true; }
  double get_balance() const { return 2.5; }
  int twice(int n) const { return 2 * n; }
  std::string join(const std::string& a, const std::string& b) const { return a + b; }
 private:
  std::string owner_ = "Ann";
};
struct User {
  std::string first_name = "Ada";
  int age = 36;
  Status status = Status::shipped;
  Address address{"London", std::nullopt};
  std::unique_ptr<Address> other;
  std::shared_ptr<Account> account = std::make_shared<Account>();
  std::vector<std::string> tags{"x", "y"};
  std::map<std::string, int> marks{{"1", 10}, {"de", 20}};
  std::map<int, std::string> by_number{{1, "one"}};
};
int square(int n) { return n * n; }
const char* const kMotto = "motto";
%><% User user; int number = 7; std::string text = "a,b"; std::optional<int> nothing; double half = 0.5; Account* nobody = nullptr;
quire::Value person = quire::Value::map({{"name", "Bob"}, {"age", 41}, {"tags", quire::Value::list({"p", "q", "r"})}, {"none", nullptr}, {"1", "one"}});
request.set_attribute("person", person); request.set_attribute("word", "Hello"); request.set_attribute("five", 5); request.set_attribute("flag", true);
request.set_attribute("list", quire::Value::list({3, 1, 2})); request.set_attribute("blank", "");
context.set_attribute("class", "c"); context.set_attribute("template", "t"); context.set_attribute("errno", "e"); context.set_attribute("session", "s");
context.set_attribute("größe", "g"); context.set_attribute("status", "open"); context.set_attribute("seven", "7"); %>"""


class Expressions(unittest.TestCase):
    maxDiff = None

    LITERALS = (
        ("1", "1"), ("1.5", "1.5"), ("1e3", "1000"), ("'a\\'b'", "a'b"), ('"x"', "x"), ("true", "true"), ("null", ""), ("007", "7"), ("'ä'", "ä"),
        ("[1, 'a', true].size()", "3"), ("{'a': 1, 'b': 2}.b", "2"), ("{1, 2, 2}.size()", "2"), ("[1,2,3][1]", "2"), ("{'k': [5]}['k'][0]", "5"),
    )
    OPERATORS = (
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 / 2", "3.5"), ("4 / 2", "2"), ("7 mod 4", "3"), ("-five", "-5"), ("'3' + '4'", "7"), ("null + null", "0"), ("null % null", "0"), ("null / null", "0"),
        ("'1.5' + 1", "2.5"), ("five - 1.5", "3.5"), ("9223372036854775807 + 1", "-9223372036854775808"), ("'a' += 1 += null", "a1"), ("10 div 4", "2.5"), ("-'3'", "-3"),
        ("1 < 2", "true"), ("five ge 5", "true"), ("'a' lt 'b'", "true"), ("'10' > 9", "true"), ("1 == 1.0", "true"), ("'01' == 1", "true"), ("'+1' == 1", "true"),
        ("seven == 7", "true"), ("word == 'Hello'", "true"), ("word ne 'x'", "true"), ("flag == 'true'", "true"), ("null == null", "true"), ("five == null", "false"),
        ("missing == null", "true"), ("missing.a.b == null", "true"), ("blank == null", "false"), ("flag && five > 3", "true"), ("false || not flag", "false"),
        ("!flag", "false"), ("empty missing", "true"), ("empty blank", "true"), ("not empty list", "true"), ("empty []", "true"), ("empty person.none", "true"),
        ("flag ? 'yes' : 'no'", "yes"), ("word ? 1 : 2", "2"), ("five > 5 ? 1 : five > 4 ? 2 : 3", "2"), ("missing ?: 'other'", "other"), ("flag ?: 'other'", "true"),
        ("missing ?? 'other'", "other"), ("blank ?? 'other'", ""), ("word ?? missing", "Hello"), ("1; 2", "2"), ("x = 3; x + 1", "4"),
    )
    NAMES = (
        ("person.name", "Bob"), ("person['name']", "Bob"), ("person.tags[1]", "q"), ("person.tags[9]", ""), ("person.none.x", ""), ("person.missing", ""),
        ("person[1]", "one"), ("person.tags['1']", "q"), ("list.size()", "3"), ("word.length()", "5"), ("word.toUpperCase()", "HELLO"), ("word.contains('ell')", "true"),
        ("class", "c"), ("template", "t"), ("errno", "e"), ("session", "s"), ("größe", "g"), ("requestScope.word", "Hello"), ("pageScope['class']", "c"),
        ("sessionScope.none", ""), ("param.none", ""), ("empty param.none", "true"), ("pageContext.request.contextPath", ""), ("pageContext.request.method", "GET"),
        ("header['none']", ""), ("initParam.none", ""), ("cookie.none", ""),
    )
    CPP = (
        ("user.first_name", "Ada"), ("user.firstName", "Ada"), ("user.age + 1", "37"), ("user.address.city", "London"), ("user.address.street", ""), ("empty user.address.street", "true"),
        ("user.other.city", ""), ("user.account.owner", "Ann"), ("user.account.open", "true"), ("user.account.balance", "2.5"), ("user.account.twice(user.age)", "72"),
        ("user.account.twice(seven)", "14"), ("user.account.join('a', five)", "a5"), ("user.tags[1]", "y"), ("user.tags[7]", ""), ("user.tags.size()", "2"), ("user.marks.de", "20"),
        ("user.marks['1']", "10"), ("user.marks[1]", "10"), ("user.by_number[1]", "one"), ("user.by_number['1']", "one"), ("user.status", "shipped"),
        ("user.status == 'shipped'", "true"), ("user.status == status", "false"), ("user.first_name == 'Ada' and user.age gt 30", "true"), ("nothing", ""), ("empty nothing", "true"),
        ("nothing == null", "true"), ("nobody.owner", ""), ("number", "7"), ("number == '7'", "true"), ("number / 2", "3.5"), ("half * 2", "1"), ("text.split(',')[1]", "b"),
        ("square(5)", "25"), ("square(seven)", "49"), ("kMotto", "motto"), ("std::max(3, 4)", "4"), ("number % 4", "3"),
        ("user.tags.contains('x')", "true"), ("flag ? number : word", "7"), ("user.account.twice(2) += '!'", "4!"),
    )
    LAMBDAS = (
        ("(x -> x + 1)(2)", "3"), ("((x, y) -> x += y)('a', 'b')", "ab"), ("(x -> y -> x - y)(5)(3)", "2"), ("f = (n -> n == 0 ? 1 : n * f(n - 1)); f(5)", "120"),
        ("list.stream().sorted().toList()[0]", "1"), ("list.stream().filter(x -> x > 1).map(x -> x * 10).sum()", "50"), ("[1,2,3].stream().reduce((a, b) -> a + b).get()", "6"),
        ("[].stream().max().orElse('none')", "none"), ("list.stream().anyMatch(x -> x == number - 5)", "true"), ("user.tags.stream().map(t -> t += '!').toList()[1]", "y!"),
    )

    def test_values(self):
        cases = self.LITERALS + self.OPERATORS + self.NAMES + self.CPP + self.LAMBDAS
        page = HEAD + "\n" + "\n".join(f"{number}:${{{expression}}}" for number, (expression, _) in enumerate(cases))
        with Site({"p.page": page}) as site:
            done = run("pagec", "render", site.path("p.page"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        printed = [line.partition(":")[2] for line in done.stdout.strip("\n").split("\n")[-len(cases):]]
        self.assertEqual([(expression, got) for (expression, _), got in zip(cases, printed)], list(cases))

    # What is refused when the page runs.
    FAULTS = (
        ("wrod", "identifier [wrod] is neither a C++ variable here nor an attribute in any scope; did you mean `word`?"),
        ("wrod.length", "[wrod]"),
        ("'x' == 5", "`x` (text) cannot be compared with 5 (an integer)"),
        ("word + 1", "`Hello`"),
        ("five % 0", "0"),
        ("1234 ?: 'OK'", ""),
        ("list > 1", "list"),
        ("-word", "`Hello`"),
        ("list['k']", "`k`"),
        ("word.nothing()", "`nothing`"),
        ("five.name", "`name`"),
        ("pageContext.request.contextPth", "`contextPath`"),
        ("user.account.twice(word)", "`Hello`"),
        ("[].stream().max().get()", ""),
        ("nofunction(1)", "`nofunction`"),
    )

    def test_faults(self):
        page = HEAD + "".join(
            f"\n{number}:<% try {{ %>${{{expression}}}<% }} catch (const std::exception& e) {{ %>fault: <%= e.what() %><% }} %>"
            for number, (expression, _) in enumerate(self.FAULTS))
        with Site({"p.page": page}) as site:
            done = run("pagec", "render", site.path("p.page"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        printed = [line.partition(":")[2] for line in done.stdout.strip("\n").split("\n")[-len(self.FAULTS):]]
        for (expression, expected), got in zip(self.FAULTS, printed):
            with self.subTest(expression):
                self.assertTrue(got.startswith("fault: "), got)
                self.assertIn(expected, got)

    # What the compiler says of C++ values, and where.
    MISTAKES = (
        ("${user.frist_name}", "user.", "no member named `frist_name` in `User`; did you mean `first_name`?"),
        ("${user.account.owner_}", "user.account.", "`owner_` is a private member of `Account`"),
        ("${user.status == 'opne'}", "user.status == ", "no enumerator of `Status` has this name"),
        ("${user['frist_name']}", "", "no member named `frist_name` in `User`; did you mean `first_name`?"),
        ("${square}", "", "function"),
        ("${user.account.twice(1, 2)}", "user.account.", "too many arguments to function call, expected single argument `n`, have 2 arguments"),
        ("${user}", "", "User"),
    )

    def test_mistakes(self):
        files = {f"p{number}.page": HEAD + "\n" + text for number, (text, _, _) in enumerate(self.MISTAKES)}
        with Site(files) as site:
            done = run("pagec", "check", site.root)
        for number, (text, before, expected) in enumerate(self.MISTAKES):
            with self.subTest(text):
                messages = [line for line in done.stderr.split("\n") if line.startswith(f"p{number}.page:") and " error: " in line]
                self.assertEqual(len(messages), 1, done.stderr)
                self.assertIn(expected, messages[0])
                line, column = HEAD.count("\n") + 2, 3 + len(before)
                self.assertTrue(messages[0].startswith(f"p{number}.page:{line}:{column}:"), messages[0])

    # What the translator says of functions.
    FUNCTIONS = (
        ("fn:lenght(word)", "there is no function `fn:lenght`; did you mean `length`?"),
        ("fn:length()", "`fn:length` takes 1 argument, not 0"),
        ("fn:replace(word, 'a')", "`fn:replace` takes 3 arguments, not 2"),
        ("f:length(word)", "no taglib directive declares the prefix `f` of this function; did you mean `fn`?"),
        ("c:length(word)", "the library with the prefix `c` has tags, but no functions"),
    )

    def test_functions(self):
        libraries = '<%@ taglib prefix="fn" uri="jakarta.tags.functions" %><%@ taglib prefix="c" uri="jakarta.tags.core" %>\n'
        with Site({"p.page": libraries + "\n".join(f"${{{expression}}}" for expression, _ in self.FUNCTIONS)}) as site:
            done = run("pagec", "check", site.root)
        messages = [line for line in done.stderr.split("\n") if " error: " in line]
        self.assertEqual(messages, [f"p.page:{line}:3: error: {message}" for line, (_, message) in enumerate(self.FUNCTIONS, 2)])

    # Values are escaped for their place, and texts of the page may be attributes.
    PLACES = (
        ("<option ${flag ? 'selected' : ''} value=\"${five}\">", '<option selected value="5">'),
        ("<td ${five > 9 ? 'class=\"a\"' : 'class=\"b\"'}>", '<td class="b">'),
        ("<p title=\"${flag ? 'a\\'b' : ''}\">", '<p title="a&#39;b">'),
        ("<p>${'<b>'}${fn:escapeXml('<b>')}</p>", "<p>&lt;b&gt;&lt;b&gt;</p>"),
        ("<a href=\"${missing ?? 'javascript:a'}\">", '<a href="about:invalid#blocked">'),
        ("<script>x = ${list}; y = '${word}'; z = ${missing ?? 'a</script>'};</script>", 'x = [3,1,2]; y = \'Hello\'; z = "a\\u003c\\/script\\u003e";'),
    )

    def test_places(self):
        head = HEAD.replace(' escape="off"', "").replace("<% User", '<%@ taglib prefix="fn" uri="jakarta.tags.functions" %><% User')
        with Site({"p.page": head + "".join("\n" + page for page, _ in self.PLACES)}) as site:
            done = run("pagec", "render", site.path("p.page"))
        self.assertEqual((done.returncode, done.stderr.count(" error: ")), (0, 0), done.stderr)
        printed = done.stdout.strip("\n").split("\n")[-len(self.PLACES):]
        for (page, expected), got in zip(self.PLACES, printed):
            with self.subTest(page):
                self.assertIn(expected, got)

    def test_texts_that_end_in_different_places(self):
        with Site({"p.page": "<p ${true ? 'title=\"x' : ''}>text</p>\n"}) as site:
            done = run("pagec", "check", site.root)
        self.assertIn("p.page:1:4: error: the texts of the expression are in different parts of the HTML", done.stderr)


if __name__ == "__main__":
    unittest.main()
