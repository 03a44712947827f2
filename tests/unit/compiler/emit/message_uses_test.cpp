#include "compiler/emit/message_uses.h"

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
  for (const MessageUse& use : translation.unit.messages)
    text += (text.empty() ? "" : " ") + use.bundle + ":" + use.key;
  return text;
}

TEST_CASE("messages whose key and bundle are text", "[emit]") {
  CHECK(messages("<f:message key='a'/><b title='<f:message key='b'/>'></b>") == ":a :b");
  CHECK(messages("<f:message key='${k}'/><f:message>a</f:message>").empty());
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

}  // namespace
}  // namespace quire::compiler
