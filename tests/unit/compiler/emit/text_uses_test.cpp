#include "compiler/emit/text_uses.h"

#include "compiler/translate.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire::compiler {
namespace {

/// `bundle:key` of each message, with blanks between them.
std::string messages(const std::string& page) {
  const Translation translation = translate_text("<%@ taglib prefix='f' uri='quire:fmt' %>" + page, "/a.page");
  CHECK(!translation.sink.has_errors());
  std::string text;
  for (const TextUse& use : translation.unit.text_uses)
    if (use.kind == TextKind::kMessage)
      text += (text.empty() ? "" : " ") + use.bundle + ":" + use.text + (use.has_params ? "+" : "");
  return text;
}

TEST_CASE("messages whose key and bundle are text", "[emit]") {
  CHECK(messages("<f:message key='a'/><b title='<f:message key='b'/>'></b>") == ":a :b");
  CHECK(messages("<f:message key='${k}'/><f:message>${k}</f:message><f:message>a${k}</f:message>").empty());
  CHECK(messages("<f:message> a.b\n</f:message><f:message>\n<f:param value='1'/>c</f:message>") == ":a.b :c+");
  CHECK(messages("<f:message key='a'> <f:param value='1'/> </f:message>") == ":a+");
  CHECK(messages("<f:setBundle basename='x'/><f:message key='a' bundle='y'/>") == "y:a");
  CHECK(messages("<f:message key='a'/><f:setBundle basename='x'/><f:message key='b'/>") == ":a x:b");
  CHECK(messages("<f:setBundle basename='${x}'/><f:message key='b'/>").empty());
  CHECK(messages("<f:setBundle basename='x' var='v'/><f:message key='b' bundle='${v}'/><f:message key='c'/>") ==
        "x:b :c");
  CHECK(messages("<f:message key='b' bundle='${v}'/>").empty());
  CHECK(messages("<f:bundle basename='x' prefix='p.'><f:message key='b'/></f:bundle><f:message key='c'/>") ==
        "x:p.b :c");
  CHECK(messages("<f:setBundle basename='y'/><f:bundle basename='x'><f:message key='b'/></f:bundle>") == "x:b");
  CHECK(messages("<f:bundle basename='x' prefix='${p}'><f:message key='b'/></f:bundle>").empty());
}

/// The other texts, each with its place.
std::string texts(const std::string& page) {
  const std::string head = "<%@ taglib prefix='f' uri='quire:fmt' %><%@ taglib prefix='c' uri='quire:core' %>";
  const Translation translation = translate_text(head + page, "/a.page");
  CHECK(!translation.sink.has_errors());
  std::string list;
  for (const TextUse& use : translation.unit.text_uses) {
    const std::string number = std::to_string(static_cast<int>(use.kind));
    list += (list.empty() ? "" : " ") + number + ":" + use.text + "@" + std::to_string(use.span.begin - head.size());
  }
  return list;
}

TEST_CASE("texts that only others can judge", "[emit]") {
  CHECK(texts("<f:setLocale value='de'/><f:setTimeZone value='UTC'/>") == "2:de@20 3:UTC@46");
  CHECK(texts("<f:setLocale value='${l}'/><f:setLocale value='de' variant='1996'/>").empty());
  CHECK(texts("<f:formatNumber value='1' pattern='0.0'/><f:parseNumber value='1' parseLocale='fr'/>") ==
        "4:0.0@35 2:fr@76");
  CHECK(texts("<f:formatDate value='1' pattern='yyyy' timeZone='UTC'/>") == "3:UTC@49 5:yyyy@33");
  CHECK(texts("<f:timeZone value='UTC'><f:formatDate value='1' pattern='${p}'/></f:timeZone>") == "3:UTC@19");
  CHECK(texts("<c:import url='http://a/b'/><c:import url='b.page'/><c:import url='${u}'/>") == "6:http://a/b@15");
  CHECK(texts("<f:setBundle basename='x'/><f:bundle basename='${b}'></f:bundle>") == "1:x@23 1:@48");
}

}  // namespace
}  // namespace quire::compiler
