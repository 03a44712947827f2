#include "compiler/check/passes.h"

#include "compiler/translate.h"
#include "tests/unit/compiler/one_file.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

constexpr const char* kTag =
    "<%@ tag body-content=\"scriptless\" %><%@ attribute name=\"n\" type=\"int\" %>"
    "<%@ attribute name=\"must\" required=\"true\" %><%@ attribute name=\"head\" fragment=\"true\" %>"
    "<%@ attribute name=\"fixed\" rtexprvalue=\"false\" %>";

/// What is told of a use of that tag, one message a line.
std::string told_of(const std::string& use) {
  const quire::TemporaryFolder site;
  site.write("WEB-INF/tags/x.tag", kTag);
  site.write("WEB-INF/tags/any.tag", "<%@ tag dynamic-attributes=\"all\" %>");
  site.write("WEB-INF/tags/empty.tag", "<%@ tag body-content=\"empty\" %>");
  site.write("a.page", "<%@ taglib prefix=\"t\" tagdir=\"/WEB-INF/tags\" %>" + use);
  return messages(translate(site.path(), "/a.page").sink);
}

std::string slot(const std::string& name, const std::string& content) {
  return "<page:attribute name=\"" + name + "\">" + content + "</page:attribute>";
}

}  // namespace

TEST_CASE("uses of tags that are right") {
  for (const std::string use : {"<t:x must=\"\"/>", "<t:x must=\"a\" n=\"-1\" head=\"h\" fixed=\"f\">body</t:x>",
                                "<t:x must='<%= 1 %>' n='<%= 2 %>' head='<%= h %>'/>", "<t:x must='${a}' n='1${b}'/>",
                                "<t:any/>", "<t:any a='1' b-c='${d}'/>", "<t:empty/>", "<t:empty> \n </t:empty>"}) {
    CAPTURE(use);
    CHECK(told_of(use).empty());
  }
  CHECK(
      told_of("<t:x>" + slot("must", "a") + slot("head", "<b/>") + slot("n", " 4 ") + slot("fixed", "text") + "</t:x>")
          .empty());
  CHECK(told_of("<t:any>" + slot("z", "<%= 1 %>") + "<page:body>b</page:body></t:any>").empty());
}

TEST_CASE("uses of tags that are wrong") {
  const std::pair<std::string, std::string> cases[] = {
      {"<t:x/>", "`<t:x>` is missing its required attribute `must`\n"},
      {"<t:x must=\"\" n=\"\"/>", "attribute `n` is ``; that is not a valid `int`\n"},
      {"<t:x must=\"\" n=\"2147483648\"/>", "attribute `n` is `2147483648`; that is not a valid `int`\n"},
      {"<t:x must=\"\">" + slot("n", "x") + "</t:x>", "attribute `n` is `x`; that is not a valid `int`\n"},
      {"<t:x must=\"\" Must=\"\"/>", "unknown attribute `Must` of `<t:x>`; did you mean `must`?\n"},
      {"<t:x must=\"\" fixed=\"${a}\"/>", "attribute `fixed` takes only text\n"},
      {"<t:x must=\"\">" + slot("fixed", "<%= 1 %>") + "</t:x>", "attribute `fixed` takes only text\n"},
      {"<t:x must=\"\">" + slot("must", "") + "</t:x>", "attribute `must` is given twice\n"},
      {"<t:x must=\"\">a" + slot("n", "1") + "</t:x>",
       "beside `<page:attribute>`, the rest of the content must be in `<page:body>`\n"},
      {"<t:empty>a</t:empty>", "`<t:empty>` cannot have a body; its tag file declares `body-content=\"empty\"`\n"},
  };
  for (const auto& [use, expected] : cases) {
    CAPTURE(use);
    CHECK(told_of(use) == expected);
  }
}
