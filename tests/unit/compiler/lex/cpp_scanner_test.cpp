#include "compiler/lex/cpp_scanner.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

using End = CppCode::End;
using Kind = CppFindingKind;

CppCode scan(std::string_view text) { return CppScanner(text).scan(0); }

}  // namespace

TEST_CASE("code ends at the first %> that is C++'s own business no more") {
  // `|` marks the end; it is taken out before scanning.
  const std::string cases[] = {
      R"(|%>)",
      R"(a |%> %>)",
      R"("%>" |%>)",
      R"("a\"%>" |%>)",
      R"("a\\" |%>")",
      R"('%' '>' '\'' |%>)",
      R"('"' |%> '"')",
      "R\"(%>)\" |%>",
      "R\"x(%>)\" %> )x\" |%>",
      "u8R\"(%>)\" LR\"(%>)\" uR\"(%>)\" UR\"(%>)\" |%>",
      "xR\"a\" |%>(a)\"",
      "R \"(\" |%>)\"",
      "u8\"%>\" L'%' |%>",
      "1'000'000 |%>'",
      "0xFF'FF + 0b1'0 + 1e+5 + .5'0 |%>'",
      "1 'a' |%>",
      "/* %> */ |%>",
      "/* ' \" */ |%>",
      "/*/ %> */ |%>",
      "// a |%> b",
      "// don't |%>",
      "// \" \n |%>",
      "// a \\\n %|%>",
      "a / b |%>",
      "\"a\\\nb%>\" |%>",
      "\"a\\\r\nb%>\" |%>",
      "a % > b |%>",
      "a %\\> b |%>",
      "#define A '\"' |%>",
      "#error don't |%>",
      "#if 0\nit's \"one\n#endif\n|%>",
      "#if 0\nit's R\"(one\n#endif\n|%>",
      "#if 0\n'%>' it's |%>",
      "#ifdef A\ndon't\n#else\n\"%>\"\n#endif |%>",
      "a<b> c |%>",
      "é |%>",
  };
  for (std::string text : cases) {
    CAPTURE(text);
    const std::size_t end = text.find('|');
    text.erase(end, 1);
    const CppCode code = scan(text);
    CHECK(code.end == end);
    CHECK(code.ended_by == End::kClosed);
    CHECK_FALSE(code.is_damaged);
  }
}

TEST_CASE("an unterminated literal is noted, and the code ends at the next %>") {
  const std::pair<std::string_view, Kind> cases[] = {
      {"a \"b %> c", Kind::kUnterminatedString},          {"a \"b %> c\n\"", Kind::kUnterminatedString},
      {"a 'b %> c", Kind::kUnterminatedCharacter},        {"a /* %> c", Kind::kUnterminatedComment},
      {"a R\"(b) %> c", Kind::kUnterminatedRawString},    {"a R\"x(b)\" %> c", Kind::kUnterminatedRawString},
      {"a R\" (b)\" %> c", Kind::kUnterminatedRawString}, {"a R\"b%>(c", Kind::kUnterminatedRawString},
  };
  for (const auto& [text, kind] : cases) {
    CAPTURE(text);
    const CppCode code = scan(text);
    CHECK(code.end == text.find("%>"));
    CHECK(code.is_damaged);
    REQUIRE(code.findings.size() == 1);
    CHECK(code.findings[0].kind == kind);
  }
}

TEST_CASE("code that is not closed ends at the next element or the file's end") {
  CHECK(scan("a b").ended_by == End::kEndOfFile);
  CHECK(scan("a <%= b %>").ended_by == End::kNextElement);
  CHECK(scan("a <%= b %>").end == 2);
  CHECK(scan("a 'b <%= c %>").findings.empty());
}

TEST_CASE("what stays open between statements") {
  const std::pair<std::string_view, bool> cases[] = {
      {"%>", false},           {"/* a */ %>", false},      {"a(); %>", false},    {"if (x) { %>", false},
      {"} %>", false},         {"case 1: %>", false},      {"if (x) %>", true},   {"else %>", true},
      {"else // b; %>", true}, {"a(); /* b */ %>", false}, {"return 1 %>", true}, {"a();\n#endif\n%>", false},
      {"\"a;\" %>", true},
  };
  for (const auto& [text, open] : cases) {
    CAPTURE(text);
    CHECK(scan(text).leaves_statement_open() == open);
  }
  CHECK(scan(" // a %>").is_blank());
  CHECK_FALSE(scan("#if A\n%>").is_blank());
}

TEST_CASE("the first and last tokens are known") {
  constexpr std::string_view text = " /* x */ } else { // y %>";
  const CppCode code = scan(text);
  CHECK(text.substr(code.first_begin, code.first_end - code.first_begin) == "}");
  CHECK(text.substr(code.last_begin, code.last_end - code.last_begin) == "{");
  constexpr std::string_view word = "else_if %>";
  CHECK(scan(word).first_end == 7);
}

TEST_CASE("brackets are matched within the code") {
  // The findings, as the bracket in the text and the letter of its kind.
  const std::pair<std::string_view, std::string> cases[] = {
      {"f(a[{1}]) %>", ""},    {"} else { %>", "}C{O"},  {"{ { } %>", "{O"}, {"f( %>", "(U"},  {") %>", ")S"},
      {"(] %>", "]S(U"},       {"(a[1) %>", "[U"},       {"(} %>", "(U}C"},  {"{(} %>", "(U"}, {"\"(\" ')' %>", ""},
      {"#define A (\n%>", ""}, {"// (\n/* ) */ %>", ""}, {"{ %\\> %>", ""},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    std::string found;
    for (const CppFinding& finding : scan(text).findings) {
      found += text[finding.begin];
      found += finding.kind == Kind::kCloseBrace  ? 'C'
               : finding.kind == Kind::kOpenBrace ? 'O'
               : finding.kind == Kind::kUnclosed  ? 'U'
                                                  : 'S';
    }
    CHECK(found == expected);
  }
}

TEST_CASE("preprocessor lines are noted") {
  CHECK(scan("\n # if A\n%>").has_conditionals);
  CHECK(scan("#elif A\n%>").has_conditionals);
  CHECK_FALSE(scan("#define if\n%>").has_conditionals);
  CHECK_FALSE(scan("a # if\n%>").has_conditionals);
  constexpr std::string_view text = "#include <a>  %>";
  const CppCode code = scan(text);
  REQUIRE(code.findings.size() == 1);
  CHECK(text.substr(code.findings[0].begin, code.findings[0].end) == "#include <a>");
}

TEST_CASE("text that is skipped is not part of the code") {
  for (const char* text :
       {"#if 0\n#include <a>\nif (\n#endif\n%>", "# if false // no\n#if A\n#include <a>\n#endif\nx\n%>"}) {
    CAPTURE(text);
    const CppCode code = scan(text);
    CHECK(code.findings.empty());
    CHECK(code.last == '\0');
    CHECK_FALSE(code.is_damaged);
  }
  for (const char* text : {"#if 0\n#else\n#include <a>\n#endif\n%>", "#if 0\n#endif\n#include <a>\n%>",
                           "#if 0 || A\n#include <a>\n#endif\n%>", "#ifdef false\n#include <a>\n#endif\n%>"}) {
    CAPTURE(text);
    CHECK(scan(text).findings.size() == 1);
  }
}

TEST_CASE("escaped ends are noted once") {
  const CppCode code = scan("a %\\> \"%\\>\" 'x%\\>' // %\\>\n R\"(%\\>)\" %>");
  CHECK(code.escapes == std::vector<std::uint32_t>{3, 8, 15, 23});
  // A lone quote in skipped text: its line is read twice.
  CHECK(scan("#if 0\n\" %\\> q\n#endif\n%>").escapes == std::vector<std::uint32_t>{9});
}

TEST_CASE("tokens are recorded on request") {
  const auto recorded = [](std::string_view text) {
    std::vector<CppToken> tokens;
    CppScanner scanner(text);
    scanner.record_tokens(&tokens);
    scanner.scan(0);
    std::string all;
    for (const CppToken& token : tokens) {
      all += "wnscpieE;"[static_cast<std::size_t>(token.kind)];
      all += std::string(text.substr(token.begin, token.end - token.begin)) + " ";
    }
    return all;
  };
  CHECK(recorded("a_1 /* b */ += 1'0.5e-3; // c\n%>") == "wa_1 p+ p= n1'0.5e-3 p; ");
  CHECK(recorded("\"a b\" 'c' u8\"d\" L'e' R\"x(%>)x\" LR\"(f)\"s%>") ==
        "s\"a b\" c'c' su8\"d\" cL'e' sR\"x(%>)x\" sLR\"(f)\" ws ");
  CHECK(recorded("return\"a\" L \"b\"%>") == "wreturn s\"a\" wL s\"b\" ");
  CHECK(recorded("%\\>%>") == "p%\\> ");
  CHECK(recorded("#define A {\n#if 0\nb\n# ifdef C\n#endif\n#elif D\ne\n#else\nf\n#endif\n%>") ==
        "i#if i# ifdef ;#endif e#elif we E#else wf ;#endif ");
  CHECK(recorded("a \"b%>") == "wa ");
}
