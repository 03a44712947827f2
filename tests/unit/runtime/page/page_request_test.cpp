#include "runtime/page/page_request.h"

#include "runtime/base/file.h"

#include <catch2/catch.hpp>
#include <memory>
#include <stdexcept>

namespace quire {
namespace {

/// A request with what it must outlive.
class TestRequest {
 public:
  explicit TestRequest(const std::string& line, const std::string& fields = "Host: example.com\r\n",
                       std::string body = {}, bool is_secure = false)
      : body_(std::move(body)) {
    REQUIRE(head_.parse(line + " HTTP/1.1\r\n" + fields + "\r\n").status == 0);
    request_ =
        std::make_unique<PageRequest>(head_, RequestBody{body_}, Peer{"192.0.2.1", is_secure}, "/shop", "/a b.page");
  }
  PageRequest* operator->() { return request_.get(); }

 private:
  http::RequestHead head_;
  std::string body_;
  std::unique_ptr<PageRequest> request_;
};

TestRequest form(const std::string& query, const std::string& body,
                 const std::string& type = "application/x-www-form-urlencoded") {
  return TestRequest("POST /shop/a.page" + query,
                     "Host: h\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n",
                     body);
}

using Views = std::vector<std::string_view>;

TEST_CASE("a request tells where it came from and went") {
  TestRequest request("GET /shop/a%20b.page?x=%20&y", "Host: example.com:8080\r\n");
  CHECK(request->method() == "GET");
  CHECK(request->path() == "/a b.page");
  CHECK(request->context_path() == "/shop");
  CHECK(request->query_string() == "x=%20&y");
  CHECK(request->url() == "http://example.com:8080/shop/a%20b.page");
  CHECK(request->scheme() == "http");
  CHECK_FALSE(request->is_secure());
  CHECK(request->server_name() == "example.com");
  CHECK(request->server_port() == 8080);
  CHECK(request->remote_addr() == "192.0.2.1");
  CHECK(request->remote_host() == "192.0.2.1");
  CHECK(request->protocol() == "HTTP/1.1");
  CHECK(request->content_length() == -1);
  CHECK(request->content_type().empty());
  CHECK(request->body().empty());
}

TEST_CASE("a port that is not told is the scheme's own") {
  TestRequest plain("GET /");
  CHECK(plain->server_port() == 80);
  CHECK(plain->url() == "http://example.com/");
  TestRequest secure("GET /", "Host: example.com\r\n", {}, true);
  CHECK(secure->server_port() == 443);
  CHECK(secure->url() == "https://example.com/");
  CHECK(secure->scheme() == "https");
}

TEST_CASE("each request has an id of its own") {
  TestRequest first("GET /");
  TestRequest second("GET /");
  CHECK_FALSE(first->id().empty());
  CHECK(first->id() != second->id());
}

TEST_CASE("header fields by name in any case of letters") {
  TestRequest request("GET /", "Host: h\r\nX-A: 1\r\nx-a: 2\r\nEmpty:\r\n");
  CHECK(request->header("x-A") == "1");
  CHECK(request->has_header("empty"));
  CHECK(request->header("Empty").empty());
  CHECK_FALSE(request->has_header("absent"));
  CHECK(request->header("absent").empty());
  CHECK(request->header_names() == Views{"Host", "X-A", "x-a", "Empty"});
}

TEST_CASE("cookies of all fields, the first of equal names") {
  TestRequest request("GET /", "Host: h\r\nCookie: a=1; b=\"x y\"\r\nCookie: a=2; c=\r\n");
  CHECK(request->cookie("a") == "1");
  CHECK(request->cookie("b") == "x y");
  CHECK(request->has_cookie("c"));
  CHECK(request->cookie("c").empty());
  CHECK_FALSE(request->has_cookie("A"));
  CHECK(request->cookies().size() == 4);
}

TEST_CASE("parameters of the query come before those of a form") {
  TestRequest request = form("?a=1&b=%3C+%3E", "a=2&c=%C3%A9&a=3");
  CHECK(request->param("a") == "1");
  CHECK(request->params("a") == Views{"1", "2", "3"});
  CHECK(request->param("b") == "< >");
  CHECK(request->param("c") == "é");
  CHECK_FALSE(request->has_param("d"));
  CHECK(request->param("d").empty());
  CHECK(request->param_map().size() == 5);
  CHECK(request->body() == "a=2&c=%C3%A9&a=3");
  CHECK(request->content_length() == 16);
}

TEST_CASE("only a form's body has parameters") {
  CHECK(form("", "a=1", "application/x-www-form-urlencoded; charset=UTF-8")->has_param("a"));
  CHECK(form("", "a=1", "Application/X-WWW-Form-URLencoded")->has_param("a"));
  CHECK_FALSE(form("", "a=1", "text/plain")->has_param("a"));
  CHECK_FALSE(form("", "a=1", "application/json")->has_param("a"));
}

TEST_CASE("too many parameters are the client's mistake") {
  std::string many;
  for (std::size_t i = 0; i < http::kMaxParameters; ++i) many += "a&";
  CHECK(form("?" + many, many)->params("a").size() == 2 * http::kMaxParameters);
  const auto status = [](const auto& make) {
    try {
      make();
      return 0;
    } catch (const BadRequest& error) {
      return error.status();
    }
  };
  CHECK(status([&] { form("?" + many + "b", ""); }) == 400);
  CHECK(status([&] { form("", many + "b"); }) == 413);
}

TEST_CASE("a body can be read in parts") {
  TestRequest request = form("", "hello", "text/plain");
  std::string buffer(2, '?');
  CHECK(request->read(buffer) == 2);
  CHECK(buffer == "he");
  char rest[10];
  CHECK(request->read(rest) == 3);
  CHECK(request->read(rest) == 0);
  CHECK(request->body() == "hello");
}

TEST_CASE("a body of JSON") {
  CHECK(form("", "{\"a\": [1, true]}", "application/json; charset=utf-8")->json().find("a")->at(0) == Value(1));
  CHECK(form("", "1", "application/problem+json")->json() == Value(1));
  CHECK_THROWS_WITH(form("", "{\n \"a\" 1}", "application/json")->json(), Catch::Contains("line 2, column 6"));
  CHECK_THROWS_WITH(form("", "1", "text/plain")->json(), Catch::Contains("it is `text/plain`"));
  CHECK_THROWS_AS(TestRequest("GET /")->json(), BadRequest);
}

TEST_CASE("a form with files") {
  const http::Limits limits{.body_memory = 4};
  const std::string folder = "/var/tmp";
  http::MultipartForm parts("b", limits, folder);
  REQUIRE_FALSE(
      parts.take("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
                 "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\n"
                 "Content-Type: text/plain\r\n\r\ntext\r\n"
                 "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"y\"\r\n\r\nlarge\r\n--b--"));
  REQUIRE_FALSE(parts.end());
  http::RequestHead head;
  REQUIRE_FALSE(head.parse("POST /?a=0 HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n"));
  PageRequest request(head, RequestBody{{}, &parts}, Peer{}, "", "/");
  CHECK(request.params("a") == Views{"0", "1"});
  CHECK_FALSE(request.has_param("f"));
  REQUIRE(request.files().size() == 2);
  CHECK(request.file("f") == request.files()[0]);
  CHECK(request.file("a") == nullptr);
  const Upload& small = *request.files()[0];
  CHECK(small.name() == "f");
  CHECK(small.file_name() == "x.txt");
  CHECK(small.content_type() == "text/plain");
  CHECK(small.bytes() == "text");
  CHECK(small.size() == 4);
  CHECK(*read_file(small.path()) == "text");
  CHECK(request.files()[1]->bytes() == "large");
  CHECK(*read_file(request.files()[1]->path()) == "large");
}

TEST_CASE("typed parameters") {
  TestRequest request("GET /?n=5&empty=&bad=x&flag=on");
  CHECK(request->param<int>("n") == 5);
  CHECK(request->param<bool>("flag") == true);
  CHECK_FALSE(request->param<int>("empty").has_value());
  CHECK_FALSE(request->param<int>("absent").has_value());
  CHECK_THROWS_AS(request->param<int>("bad"), BadRequest);
}

TEST_CASE("parameters of an include come before the others, while it runs") {
  TestRequest request("GET /?a=1&b=2");
  request->push_params("a=inner&c=3");
  const std::string_view inner = request->param("a");
  CHECK(inner == "inner");
  CHECK(request->params("a") == Views{"inner", "1"});
  CHECK(request->param("b") == "2");
  request->push_params("a=innermost");
  CHECK(request->param("a") == "innermost");
  request->pop_params();
  request->pop_params();
  CHECK(request->param("a") == "1");
  CHECK_FALSE(request->has_param("c"));
  // A page may have kept it.
  CHECK(inner == "inner");
  request->push_params("a=%zz");
  CHECK(request->param("a") == "%zz");
  request->pop_params();
  CHECK(request->param("a") == "1");
}

TEST_CASE("attributes of a request") {
  TestRequest request("GET /");
  CHECK(request->attribute("n").is_null());
  request->set_attribute("n", 5);
  request->set_attribute("n", "text");
  CHECK(request->attribute("n") == Value("text"));
  request->remove_attribute("n");
  request->remove_attribute("n");
  CHECK(request->attribute("n").is_null());
}

}  // namespace
}  // namespace quire
