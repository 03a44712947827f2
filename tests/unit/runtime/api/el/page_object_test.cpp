#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

#include <initializer_list>

namespace quire {
namespace {

/// `pageContext.a.b`.
const Value& at(PageContext& c, std::initializer_list<const char*> path) {
  const Value* value = &el::find(c, el::Name{"pageContext", el::Implicit::kPageContext});
  for (const char* name : path) value = &el::index(c, *value, name);
  return *value;
}

TEST_CASE("the request, by names of Java and of C++") {
  TestPage c("q=1");
  CHECK(at(c, {"request", "contextPath"}).as_string().empty());
  CHECK(at(c, {"request", "method"}).as_string() == "GET");
  CHECK(at(c, {"request", "requestURI"}).as_string() == "/a.page");
  CHECK(at(c, {"request", "request_uri"}).as_string() == "/a.page");
  CHECK(at(c, {"request", "requestURL"}).as_string() == "http://h/a.page");
  CHECK(at(c, {"request", "queryString"}).as_string() == "q=1");
  CHECK(at(c, {"request", "serverName"}).as_string() == "h");
  CHECK(at(c, {"request", "serverPort"}).as_integer() == 80);
  CHECK(at(c, {"request", "secure"}) == Value(false));
  CHECK(at(c, {"request", "locales"}) == Value::list({}));
  CHECK(at(c, {"request", "remoteUser"}).is_null());
  CHECK(at(c, {"request", "parameterMap", "q"}) == Value::list({"1"}));
  CHECK(called(c, at(c, {"request"}), "getParameter", "q").as_string() == "1");
  CHECK(called(c, at(c, {"request"}), "getContextPath").as_string().empty());
  CHECK(called(c, at(c, {"request"}), "isSecure") == Value(false));
}

TEST_CASE("the response, the session and the webapp") {
  TestPage c;
  CHECK(at(c, {"response", "status"}).as_integer() == 200);
  CHECK(at(c, {"response", "committed"}) == Value(false));
  CHECK(called(c, at(c, {"response"}), "encodeURL", "/x").as_string() == "/x");
  CHECK(at(c, {"session", "new"}) == Value(true));
  CHECK(at(c, {"session", "id"}).as_string().size() == 32);
  CHECK(at(c, {"request", "session", "id"}) == at(c, {"session", "id"}));
  CHECK(at(c, {"session", "creationTime"}).as_integer() == at(c, {"session", "created"}).as_integer() * 1000);
  CHECK(at(c, {"servletContext", "contextPath"}).as_string().empty());
  CHECK(at(c, {"application", "context_path"}).as_string().empty());
}

TEST_CASE("an error, where there is one") {
  TestPage c;
  CHECK(at(c, {"exception"}).is_null());
  CHECK(at(c, {"errorData", "statusCode"}).as_integer() == 200);
  CHECK(at(c, {"errorData", "throwable", "message"}).is_null());
}

TEST_CASE("properties that there are not") {
  TestPage c;
  CHECK(error_of([&] { at(c, {"request", "contextPth"}); }) ==
        "the object `request` has no property `contextPth`; did you mean `contextPath`?");
  CHECK(error_of([&] { at(c, {"request", "query_strin"}); }).ends_with("; did you mean `query_string`?"));
  CHECK(error_of([&] { at(c, {"zzz"}); }) == "the object `pageContext` has no property `zzz`");
  CHECK(error_of([&] { called(c, at(c, {"request"}), "getParamter", "q"); }) ==
        "the object `request` has no method `getParamter` with 1 argument; did you mean `parameter`?");
  CHECK(error_of([&] { printed(c, at(c, {"request"})); }) ==
        "the object `request` has no value that can be printed or stored");
}

}  // namespace
}  // namespace quire
