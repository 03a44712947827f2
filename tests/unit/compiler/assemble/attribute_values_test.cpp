#include "compiler/assemble/attribute_values.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

Attribute attribute(const std::string& value) {
  return {{0, 0, 1}, {0, 3, 3 + static_cast<std::uint32_t>(value.size())}, "a", value, value, {}};
}

}  // namespace

TEST_CASE("a boolean is `true` or `false`") {
  Sink sink;
  CHECK(read_bool(attribute("true"), sink) == true);
  CHECK(read_bool(attribute("false"), sink) == false);
  CHECK_FALSE(sink.has_errors());
  for (const char* value : {"", "True", "1", "yes"}) CHECK(read_bool(attribute(value), sink) == std::nullopt);
  CHECK(sink.error_count() == 4);
  // An empty value has no place of its own.
  CHECK(sink.diagnostics()[0].span == Span{0, 0, 1});
  CHECK(sink.diagnostics()[1].span == Span{0, 3, 7});
}

TEST_CASE("a choice is one of some words, and a near one is suggested") {
  constexpr std::string_view kChoices[] = {"off", "lines", "collapse"};
  Sink sink;
  CHECK(read_choice(attribute("lines"), kChoices, sink) == 1);
  CHECK(read_choice(attribute("line"), kChoices, sink) == std::nullopt);
  CHECK(read_choice(attribute("zzzzzz"), kChoices, sink) == std::nullopt);
  CHECK(messages(sink) ==
        "attribute `a` is `line`; it must be `off`, `lines` or `collapse`; did you mean `lines`?\n"
        "attribute `a` is `zzzzzz`; it must be `off`, `lines` or `collapse`\n");
}

TEST_CASE("a name of a variable is one that C++ takes and Quire leaves free") {
  Sink sink;
  for (const char* value : {"a", "_a1", "Cart", "quire"}) CHECK(check_variable_name(attribute(value), sink));
  CHECK_FALSE(sink.has_errors());
  for (const char* value : {"", "1a", "a-b", "class", "quire_x", "a b", "\xC3\xA9"})
    CHECK_FALSE(check_variable_name(attribute(value), sink));
  CHECK(sink.error_count() == 7);
}

TEST_CASE("a file declares so much of a kind and no more") {
  Sink sink;
  CHECK_FALSE(is_full(kMaxDeclarations - 1, "headers", {}, sink));
  CHECK_FALSE(sink.has_errors());
  CHECK(is_full(kMaxDeclarations, "headers", {}, sink));
  CHECK(sink.diagnostics().at(0).kind == DiagnosticKind::kSizeLimit);
}

TEST_CASE("texts are sent with their charset, and nothing else is") {
  CHECK(read_content_type("text/plain").value == "text/plain;charset=UTF-8");
  CHECK(read_content_type("Text/HTML").value == "Text/HTML;charset=UTF-8");
  CHECK(read_content_type("image/svg+xml").value == "image/svg+xml");
  CHECK(read_content_type("text/css; charset=utf-8").value == "text/css; charset=utf-8");
  CHECK(read_content_type("text/html;CHARSET=\"UTF-8\";x=y").value == "text/html;CHARSET=\"UTF-8\";x=y");
}

TEST_CASE("another charset, and what is no media type, are mistakes") {
  for (const char* written :
       {"text/html;charset=ISO-8859-1", "text/html; charset=", "application/json;charset=latin1"}) {
    CAPTURE(written);
    CHECK(read_content_type(written).mistake.find("UTF-8") != std::string_view::npos);
  }
  for (const char* written : {"", "text", "/html", "text/", "text/html\r\nX: y", "text/h\xC3\xA9"}) {
    CAPTURE(written);
    CHECK(read_content_type(written).mistake.find("media type") != std::string_view::npos);
  }
}
