#include "runtime/page/page_response.h"

#include "tests/unit/runtime/page/recorded_response.h"
#include "tests/unit/runtime/page/test_page.h"

#include <quire/frame.h>
#include <quire/page_context.h>
#include <catch2/catch.hpp>
#include <stdexcept>

namespace quire {
namespace {

using Events = std::vector<std::string>;

struct TestResponse {
  explicit TestResponse(bool is_secure = false) : response(target, "/shop", is_secure) {
    response.set_content_type("text/html;charset=UTF-8");
  }
  RecordedResponse target;
  PageResponse response;
};

const HtmlAdditions kScript{[](http::ResponseHead& head) { head.set("X-Added", "1"); }, [] { return "<script>"; }};

TEST_CASE("what was not committed is sent as a whole") {
  TestResponse test;
  test.response.out().raw("<p>");
  CHECK_FALSE(test.response.is_committed());
  test.response.complete();
  CHECK(test.target.events == Events{"respond"});
  CHECK(test.target.body == "<p>");
  CHECK(test.target.head.status == 200);
  CHECK(*test.target.head.find("Content-Type") == "text/html;charset=UTF-8");
  CHECK(test.response.is_committed());
}

TEST_CASE("flush commits, and the rest follows") {
  TestResponse test;
  test.response.set_status(201);
  test.response.out().raw("a");
  test.response.flush();
  CHECK(test.response.is_committed());
  test.response.out().raw("b");
  test.response.complete();
  CHECK(test.target.events == Events{"start", "write a", "write b", "finish"});
  CHECK(test.target.head.status == 201);
}

TEST_CASE("flushing the writer, and an empty response, commits as well") {
  TestResponse test;
  test.response.out().raw("a").flush();
  CHECK(test.response.is_committed());
  TestResponse empty;
  empty.response.flush();
  empty.response.flush();
  CHECK(empty.response.is_committed());
  empty.response.complete();
  CHECK(empty.target.events == Events{"start", "finish"});
}

TEST_CASE("flushing an empty writer commits as well") {
  TestResponse test;
  test.response.out().flush();
  CHECK(test.response.is_committed());
}

TEST_CASE("a buffer past its limit commits") {
  TestResponse test;
  test.response.out().raw("a").raw(std::string(Writer::kDefaultMaxBuffer, 'x'));
  CHECK(test.response.is_committed());
  test.response.complete();
  CHECK(test.target.body.size() == Writer::kDefaultMaxBuffer + 1);
}

TEST_CASE("what changes the head comes too late after the first flush") {
  TestResponse test;
  test.response.flush();
  const auto too_late = [](const std::string& what) {
    return "the response is committed: " + what + " comes too late; do it before the first flush";
  };
  CHECK_THROWS_WITH(test.response.set_status(404), too_late("set_status"));
  CHECK_THROWS_WITH(test.response.set_header("A", "b"), too_late("set_header"));
  CHECK_THROWS_WITH(test.response.add_header("A", "b"), too_late("add_header"));
  CHECK_THROWS_WITH(test.response.set_content_type("text/plain"), too_late("set_header"));
  CHECK_THROWS_WITH(test.response.add_cookie({"a", "b"}), too_late("add_header"));
  CHECK_THROWS_WITH(test.response.redirect("/a", 302), too_late("redirect"));
  CHECK_THROWS_WITH(test.response.send_error(404, {}), too_late("send_error"));
  CHECK_THROWS_WITH(test.response.reset(), too_late("reset"));
  CHECK(test.response.header("A").empty());
}

TEST_CASE("statuses are 200 to 599") {
  TestResponse test;
  for (const int code : {-1, 0, 100, 199, 600, 1000}) {
    CAPTURE(code);
    CHECK_THROWS_AS(test.response.set_status(code), std::invalid_argument);
  }
  CHECK(test.response.status() == 200);
  test.response.set_status(599);
  CHECK(test.response.status() == 599);
}

TEST_CASE("header fields are set and added by name in any case") {
  TestResponse test;
  test.response.set_header("X-A", "1");
  test.response.set_header("x-a", "2");
  test.response.add_header("X-A", "3");
  CHECK(test.response.header("X-a") == "2");
  CHECK(test.response.header("absent").empty());
  test.response.complete();
  CHECK(test.target.head.fields.size() == 3);
}

TEST_CASE("a header cannot begin another") {
  TestResponse test;
  for (const std::string& value :
       {std::string("a\r\nSet-Cookie: b"), std::string("a\n"), std::string("a\r"), std::string("a\0b", 3)})
    CHECK_THROWS_AS(test.response.set_header("X-A", value), std::invalid_argument);
  for (const char* name : {"", "a b", "a:", "a\r\nb", "é"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(test.response.set_header(name, "v"), std::invalid_argument);
    CHECK_THROWS_AS(test.response.add_header(name, "v"), std::invalid_argument);
  }
  CHECK_THROWS_AS(test.response.set_content_type("text/html\r\n"), std::invalid_argument);
  CHECK(test.response.header("X-A").empty());
}

TEST_CASE("a page cannot set what the server decides") {
  TestResponse test;
  for (const char* name :
       {"Connection", "keep-alive", "TRANSFER-ENCODING", "TE", "Trailer", "Upgrade", "Date", "Proxy-Connection"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(test.response.set_header(name, "close"), std::invalid_argument);
    CHECK_THROWS_AS(test.response.add_header(name, "close"), std::invalid_argument);
  }
  CHECK_THROWS_WITH(test.response.set_header("date", "today"),
                    "a page cannot set the header field `Date`: the server sets it to the time of the response");
  for (const char* length : {"", "-1", "1 ", "1, 1", "0x1", "one"})
    CHECK_THROWS_AS(test.response.set_header("Content-Length", length), std::invalid_argument);
  test.response.set_header("Content-Length", "12");
}

TEST_CASE("browsers believe the type of a page unless it allows them not to") {
  TestResponse test;
  CHECK(test.response.head().is_nosniff);
  test.response.reset();
  CHECK(test.response.head().is_nosniff);
  test.response.set_header("x-content-type-options", "none");
  CHECK_FALSE(test.response.head().is_nosniff);
  test.response.reopen(500);
  CHECK(test.response.head().is_nosniff);
}

TEST_CASE("a redirect drops what was written and ends the page") {
  TestResponse test;
  test.response.set_header("X-A", "kept");
  test.response.out().raw("dropped");
  CHECK_THROWS_AS(test.response.redirect("/b?c=1", 303), PageExit);
  // A page that catches the end may go on writing: nobody sees it.
  test.response.out().raw("dropped too");
  test.response.complete();
  CHECK(test.target.events == Events{"respond"});
  CHECK(test.target.body.empty());
  CHECK(test.target.head.status == 303);
  CHECK(*test.target.head.find("Location") == "/b?c=1");
  CHECK(*test.target.head.find("X-A") == "kept");
}

TEST_CASE("what a page flushes after a redirect is dropped as well") {
  TestResponse test;
  CHECK_THROWS_AS(test.response.redirect("/b", 302), PageExit);
  test.response.out().raw("dropped");
  test.response.flush();
  CHECK_FALSE(test.response.is_committed());
  test.response.complete();
  CHECK(test.target.events == Events{"respond"});
  CHECK(test.target.body.empty());
}

TEST_CASE("a redirect needs a status and a place that can be sent") {
  TestResponse test;
  CHECK_THROWS_AS(test.response.redirect("/b", 100), std::invalid_argument);
  CHECK_THROWS_AS(test.response.redirect("/b\r\nSet-Cookie: c", 302), std::invalid_argument);
}

TEST_CASE("a refused redirect changes nothing") {
  TestResponse test;
  CHECK_THROWS_AS(test.response.redirect("/b\n", 302), std::invalid_argument);
  CHECK(test.response.status() == 200);
  CHECK(test.response.header("Location").empty());
}

TEST_CASE("an error drops what was written and says what is to be shown") {
  TestResponse test;
  CHECK(test.response.error_status() == 0);
  test.response.out().raw("dropped");
  CHECK_THROWS_AS(test.response.send_error(410, "gone <b>"), PageExit);
  CHECK(test.response.error_status() == 410);
  CHECK(test.response.error_text() == "gone <b>");
  CHECK(test.response.out().text().empty());
  CHECK_FALSE(test.response.is_committed());
  for (const int code : {200, 302, 399, 600}) {
    CAPTURE(code);
    CHECK_THROWS_AS(test.response.send_error(code, {}), std::invalid_argument);
  }
}

TEST_CASE("reset forgets status, fields and what was written") {
  TestResponse test;
  test.response.set_status(404);
  test.response.set_header("X-A", "1");
  test.response.out().raw("a");
  test.response.reset();
  CHECK(test.response.status() == 200);
  CHECK(test.response.header("X-A").empty());
  CHECK(test.response.out().text().empty());
}

TEST_CASE("cookies take the webapp's path and the connection's safety") {
  TestResponse test;
  test.response.add_cookie({"a", "1"});
  CHECK(test.response.header("Set-Cookie") == "a=1; Path=/shop; HttpOnly; SameSite=Lax");
  TestResponse secure(true);
  secure.response.add_cookie({"a", "1", "/own"});
  CHECK(secure.response.header("Set-Cookie") == "a=1; Path=/own; Secure; HttpOnly; SameSite=Lax");
}

TEST_CASE("a cookie outside the grammar is refused") {
  TestResponse test;
  CHECK_THROWS_WITH(test.response.add_cookie({"a", "b;c"}), Catch::Contains("cookie `a`"));
  CHECK_THROWS_AS(test.response.add_cookie({"a b", "c"}), std::invalid_argument);
  CHECK(test.response.header("Set-Cookie").empty());
}

TEST_CASE("a forgotten cookie goes, the others stay") {
  TestResponse test;
  for (const char* name : {"a", "ab", "a", "b"}) test.response.add_cookie({name, "1"});
  test.response.forget_cookie("a");
  const auto& fields = test.response.head().fields;
  REQUIRE(fields.size() == 3);
  CHECK(fields[1].value.starts_with("ab="));
  CHECK(fields[2].value.starts_with("b="));
}

TEST_CASE("the epilogue follows the page, whatever its text") {
  const struct {
    std::string_view page;
    std::string_view expected;
  } rows[] = {
      {"<body>a</body></html>", "<body>a</body></html><script>"},
      {"<body><script>\"</body>\"</script>", "<body><script>\"</body>\"</script><script>"},
      {"no body", "no body<script>"},
      {"", "<script>"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.page);
    TestResponse test;
    test.response.set_additions(kScript);
    test.response.out().raw(row.page);
    test.response.complete();
    CHECK(test.target.body == row.expected);
    CHECK(*test.target.head.find("X-Added") == "1");
  }
}

TEST_CASE("the epilogue follows what was committed already") {
  TestResponse test;
  test.response.set_additions(kScript);
  test.response.out().raw("<body>");
  test.response.flush();
  test.response.out().raw("</body>");
  test.response.complete();
  CHECK(test.target.events == Events{"start", "write <body>", "write </body>", "write <script>", "finish"});
  CHECK(*test.target.head.find("X-Added") == "1");
}

TEST_CASE("only plain HTML gets the epilogue") {
  for (const char* type : {"text/plain", "application/json", "text/css", "text/html-like"}) {
    CAPTURE(type);
    TestResponse test;
    test.response.set_content_type(type);
    test.response.set_additions(kScript);
    test.response.out().raw("text");
    test.response.complete();
    CHECK(test.target.body == "text");
    CHECK_FALSE(test.target.head.find("X-Added"));
  }
  TestResponse packed;
  packed.response.set_header("Content-Encoding", "gzip");
  packed.response.set_additions(kScript);
  packed.response.out().raw("bytes");
  packed.response.complete();
  CHECK(packed.target.body == "bytes");
  TestResponse redirected;
  redirected.response.set_additions(kScript);
  CHECK_THROWS_AS(redirected.response.redirect("/a", 302), PageExit);
  redirected.response.complete();
  CHECK(redirected.target.body.empty());
}

TEST_CASE("media types are HTML in any case of letters") {
  TestResponse test;
  test.response.set_content_type("Text/HTML");
  test.response.set_additions(kScript);
  test.response.complete();
  CHECK(test.target.body == "<script>");
}

TEST_CASE("a response has one nonce, of its own") {
  TestResponse test;
  const std::string nonce(test.response.csp_nonce());
  CHECK(nonce.size() == 24);
  CHECK(test.response.csp_nonce() == nonce);
  TestResponse other;
  CHECK(other.response.csp_nonce() != nonce);
  CHECK(test.response.header("Content-Security-Policy").empty());
}

TEST_CASE("a page whose client has gone ends at its next flush") {
  TestResponse test;
  test.target.client_reads = false;
  test.response.out().raw("a");
  CHECK_THROWS_AS(test.response.flush(), PageExit);
  test.response.out().raw("b");
  test.response.flush();
  CHECK(test.target.events == Events{"start", "write a"});
}

TEST_CASE("a flush within a capture commits nothing") {
  TestResponse test;
  {
    const Capture capture(test.response.out());
    test.response.flush();
    test.response.out().raw("a");
    test.response.flush();
  }
  CHECK_FALSE(test.response.is_committed());
  test.response.complete();
  CHECK(test.target.events == Events{"respond"});
}

TEST_CASE("an error page begins anew, with the cookies that were set") {
  TestResponse test;
  test.response.add_cookie({"a", "1"});
  test.response.set_header("X-A", "dropped");
  test.response.out().raw("dropped");
  CHECK_THROWS_AS(test.response.send_error(410, "gone"), PageExit);
  CHECK(test.response.is_closed());
  test.response.reopen(410);
  CHECK_FALSE(test.response.is_closed());
  CHECK(test.response.error_status() == 0);
  CHECK(test.response.error_text().empty());
  CHECK(test.response.header("X-A").empty());
  test.response.out().raw("error page");
  test.response.complete();
  CHECK(test.target.body == "error page");
  CHECK(test.target.head.status == 410);
  CHECK(test.target.head.find("Set-Cookie")->starts_with("a=1"));
}

TEST_CASE("a committed response cannot begin anew") {
  TestResponse test;
  test.response.flush();
  CHECK_THROWS_AS(test.response.reopen(500), std::logic_error);
}

TEST_CASE("a response knows where it was committed, and why") {
  const struct {
    void (*commit)(PageResponse& response);
    bool was_flushed;
  } rows[] = {
      {[](PageResponse& response) { response.flush(); }, true},
      {[](PageResponse& response) { response.out().flush(); }, true},
      {[](PageResponse& response) { response.out().raw("a").flush(); }, true},
      {[](PageResponse& response) {
         response.out().raw("a");
         response.flush();
       },
       true},
      {[](PageResponse& response) {
         response.out().set_limit(2);
         response.out().raw("a").raw("bc");
       },
       false},
      {[](PageResponse& response) {
         response.out().set_limit(0);
         response.out().raw("a").flush();
       },
       false},
  };
  for (const auto& row : rows) {
    TestPage page;
    CHECK(page.response().commit_place().context == nullptr);
    Frame frame(page);
    frame.at(7);
    row.commit(page.response());
    frame.at(8);
    page.response().flush();
    CHECK(page.response().commit_place().context == &page);
    CHECK(page.response().commit_place().element == 7);
    CHECK(page.response().commit_place().was_flushed == row.was_flushed);
  }
}

}  // namespace
}  // namespace quire
