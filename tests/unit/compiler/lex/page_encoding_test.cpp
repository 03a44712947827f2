#include "compiler/lex/page_encoding.h"

#include "compiler/translate.h"
#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

std::string declared(const std::string& text, bool is_xml = false) {
  const OneFile file(text);
  return declared_encoding(0, file.sources, is_xml);
}

/// ASCII as UTF-16, after its byte order mark.
std::string wide(std::string_view text) {
  std::string bytes = "\xFF\xFE";
  for (const char c : text) (bytes += c) += '\0';
  return bytes;
}

}  // namespace

TEST_CASE("a page declares its encoding in a page or tag directive") {
  CHECK(declared("\xE9<%@ page import='<vector>' pageEncoding='ISO-8859-1' %>") == "ISO-8859-1");
  CHECK(declared("<%@tag pageEncoding = \"windows-1252\"%>\x80") == "windows-1252");
  CHECK(declared("<%@ page pageEncoding='ISO-8859-1' %>only ASCII").empty());
}

TEST_CASE("what only looks like a directive declares no encoding") {
  const std::string directive = "<%@ page pageEncoding=\"ISO-8859-1\" %>";
  for (const std::string& text :
       {"<%-- " + directive + " --%>", "<% /* " + directive + " */ %>", "<% auto s = R\"(" + directive + ")\"; %>",
        std::string("<%@ page info='pageEncoding=\"ISO-8859-1\"' %>"), std::string("pageEncoding=\"ISO-8859-1\""),
        "<page:text a='" + directive + "'/>"}) {
    CAPTURE(text);
    CHECK(declared(text + "\xC3\xA9").empty());
  }
}

TEST_CASE("a document declares its encoding in its XML declaration") {
  CHECK(declared("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", true) == "ISO-8859-1");
  CHECK(declared("<?xml version='1.0'?><a encoding='ISO-8859-1'>\xC3\xA9</a>", true).empty());
  CHECK(declared("<?xmlish encoding='ISO-8859-1'?><a>\xC3\xA9</a>", true).empty());
  // In text, an XML declaration is text.
  CHECK(declared("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xC3\xA9</a>").empty());
}

TEST_CASE("documents are decoded by the encoding that they declare") {
  const auto page = [](std::string_view encoding, std::string_view content) {
    return "<?xml version=\"1.0\" encoding=\"" + std::string(encoding) + "\"?><a>" + std::string(content) + "</a>";
  };
  const auto text = [](const std::string& bytes) {
    const Translation translation = translate_text(bytes, "/a.pagex");
    return translation.sink.has_errors() ? messages(translation.sink) : translation.unit.texts.back();
  };
  CHECK(text(page("ISO-8859-1", "\xE9")).ends_with("<a>é</a>"));
  CHECK(text(wide(page("UTF-16", "b"))).ends_with("<a>b</a>"));
  CHECK(text(wide("<a>b</a>")).ends_with("<a>b</a>"));
  CHECK(text(wide(page("UTF-8", "b"))) == "the XML declaration says `UTF-8`; the document is in UTF-16\n");
  CHECK(text(page("UTF-16", "b")) ==
        "the XML declaration says `UTF-16`; a document in UTF-16 must begin with a byte order mark\n");
  CHECK(text("<?xml version='1.0' encoding='UTF-8'?><a><page:directive.page pageEncoding='ISO-8859-1'/></a>") ==
        "attribute `pageEncoding` is `ISO-8859-1`; the XML declaration says `UTF-8`\n");
}
