#include "compiler/lex/xml_prolog.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("a file is XML by its root element, whatever stands before it") {
  for (const char* text :
       {"<page:root>", "<jsp:root version='2.0'/>", "\xEF\xBB\xBF <page:root/>",
        "<?xml version='1.0'?>\n<!-- <a> -->\n<page:root>", "<!DOCTYPE a [ <!ENTITY b '>'> ]><jsp:root>"}) {
    CAPTURE(text);
    CHECK(has_root_action(text));
  }
  for (const char* text : {"", " ", "<p>", "<page:rooted>", "text <page:root>", "<%@ page %><page:root>",
                           "<!-- <page:root>", "<?xml <page:root>", "<page:root", "<other:root>"}) {
    CAPTURE(text);
    CHECK(has_root_action(text) == (std::string_view(text) == "<page:root"));
  }
}

TEST_CASE("a document type declaration ends where quotes, comments and brackets let it") {
  const auto end = [](std::string_view text) { return find_doctype_end(text, 0); };
  CHECK(end(" html>x").offset == 6);
  CHECK(end(" a SYSTEM \"b>c\">x").offset == 16);
  CHECK(end(" a [<!ELEMENT b (c)> <!-- ]> --> <?d ]> ?>]>x").offset == 44);
  CHECK(end(" a [ '>").is_closed == false);
  CHECK(end(" a").offset == 2);
}

TEST_CASE("entities are found where they are declared, and not where they are spoken of") {
  const std::string_view declared = " a [<!-- <!ENTITY no '' --> <!ENTITY b 'c'>]>";
  CHECK(find_doctype_end(declared, 0).entity == declared.find("<!ENTITY b"));
  const DoctypeEnd none = find_doctype_end(" a>", 0);
  CHECK(none.entity == none.offset);
}

TEST_CASE("an XML declaration says version 1.0, and the encoding that the file is in") {
  const auto told = [](const std::string& declaration, const std::string& encoding = {}) {
    OneFile file("xml" + declaration);
    file.sources.decode(0, encoding);
    const auto size = static_cast<std::uint32_t>(declaration.size());
    check_xml_declaration({0, 3, 3 + size}, file.sources, file.sink);
    return messages(file.sink);
  };
  CHECK(told(" version=\"1.0\"").empty());
  CHECK(told(" version='1.0' encoding='utf-8' standalone='yes'").empty());
  CHECK(told(" version='1.1'").find("`1.1`") != std::string::npos);
  CHECK(told(" version='1.0' encoding='latin1'", "latin1").empty());
  CHECK(told(" version='1.0' encoding='latin-99'").find("`latin-99`; that encoding is unknown") != std::string::npos);
  CHECK(told(" version='1.0' encoding='UTF-16'").find("must begin with a byte order mark") != std::string::npos);
  CHECK(told(" version='1.0' lang='de'").find("`lang`") != std::string::npos);
  CHECK(told("").find("version") != std::string::npos);
  CHECK_FALSE(told(" version=1.0").empty());
}
