#include "runtime/page/page_session.h"

#include "runtime/session/session_error.h"
#include "tests/unit/runtime/page/recorded_response.h"

#include <catch2/catch.hpp>

#include <memory>
#include <stdexcept>
#include <utility>

namespace quire {
namespace {

/// One request of a browser with its session; `cookies` as it sends them.
class Visit {
 public:
  explicit Visit(Webapp& webapp, const std::string& cookies = {}) {
    const std::string field = cookies.empty() ? "" : "Cookie: " + cookies + "\r\n";
    REQUIRE(head_.parse("GET /a.page HTTP/1.1\r\nHost: h\r\n" + field + "\r\n").status == 0);
    request_ = std::make_unique<PageRequest>(head_, RequestBody{}, Peer{}, std::string_view(), "/a.page");
    response_ = std::make_unique<PageResponse>(target, "/", false);
    session_ = std::make_unique<PageSession>(webapp, *request_, *response_);
  }
  PageSession* operator->() { return session_.get(); }
  PageResponse& response() { return *response_; }

  RecordedResponse target;

 private:
  http::RequestHead head_;
  std::unique_ptr<PageRequest> request_;
  std::unique_ptr<PageResponse> response_;
  std::unique_ptr<PageSession> session_;
};

std::string cookie(std::string_view id) { return "QSESSION=" + std::string(id); }

class Shop {
 public:
  Webapp webapp{Webapp::Options{{}, [](std::string_view) {}}, "/nowhere"};
};

TEST_CASE("reading makes no session, writing does") {
  Shop shop;
  Visit visit(shop.webapp);
  CHECK(visit->is_new());
  CHECK_FALSE(visit->get<int>("n"));
  CHECK(visit->names().empty());
  visit->remove("n");
  visit->invalidate();
  CHECK(visit->created() == 0);
  visit->set("n", 3);
  CHECK(visit->is_new());
  CHECK(visit->created() != 0);
  CHECK(visit->names() == std::vector<std::string>{"n"});
}

TEST_CASE("the next request finds it by its cookie") {
  Shop shop;
  Visit first(shop.webapp);
  first->set("n", 3);
  const std::string id(first->id());
  Visit second(shop.webapp, "other=1; " + cookie(id));
  CHECK_FALSE(second->is_new());
  CHECK(second->get<int>("n") == 3);
  CHECK(second->id() == id);
  Visit stranger(shop.webapp, cookie(std::string(32, 'A')));
  CHECK(stranger->is_new());
  CHECK_FALSE(stranger->get<int>("n"));
}

TEST_CASE("of several cookies, the first that names a session counts") {
  Shop shop;
  Visit first(shop.webapp);
  first->set("n", 3);
  const std::string id(first->id());
  Visit second(shop.webapp, cookie("<script>") + "; " + cookie(std::string(32, 'A')) + "; " + cookie(id));
  CHECK(second->get<int>("n") == 3);
}

TEST_CASE("what one request ends is gone for another that is under way") {
  Shop shop;
  Visit first(shop.webapp);
  first->set("n", 3);
  const std::string id(first->id());
  Visit second(shop.webapp, cookie(id));
  CHECK(second->get<int>("n") == 3);
  first->invalidate();
  CHECK(first->is_new());
  CHECK_FALSE(second->get<int>("n"));
  CHECK(second->is_new());
  CHECK(second->created() == 0);
  CHECK(Visit(shop.webapp, cookie(id))->is_new());
  // A new session would replace the browser's cookie.
  CHECK_THROWS_AS(second->set("n", 4), SessionError);
  CHECK_THROWS_AS(second->id(), SessionError);
  CHECK_FALSE(second.response().head().find("Set-Cookie"));
}

TEST_CASE("a request with the id from before a log-in sees nothing of what came after", "[session]") {
  Shop shop;
  Visit first(shop.webapp);
  first->set("n", 3);
  const std::string id(first->id());
  Visit attacker(shop.webapp, cookie(id));
  CHECK(attacker->get<int>("n") == 3);
  Visit login(shop.webapp, cookie(id));
  login->rotate_id();
  login->set("user", "ada");
  CHECK_FALSE(attacker->get<std::string>("user"));
  CHECK(attacker->names().empty());
  CHECK_THROWS_AS(attacker->set("n", 4), SessionError);
  CHECK(login->get<int>("n") == 3);
}

TEST_CASE("the cookie has what the settings say", "[session]") {
  Webapp::Options options{{}, [](std::string_view) {}};
  options.sessions.cookie = {"SHOP", "Strict", "/shop", true};
  Webapp webapp(std::move(options), "/nowhere");
  Visit visit(webapp);
  const std::string id(visit->id());
  REQUIRE(visit.response().head().find("Set-Cookie"));
  const std::string field(*visit.response().head().find("Set-Cookie"));
  CHECK(field.starts_with("SHOP=" + id + ";"));
  for (const char* part : {"; SameSite=Strict", "; Path=/shop", "; Secure", "; HttpOnly"})
    CHECK(field.find(part) != std::string::npos);
  CHECK_FALSE(Visit(webapp, "SHOP=" + id)->is_new());
  CHECK(Visit(webapp, "QSESSION=" + id)->is_new());
}

TEST_CASE("a new id keeps what the session has, and the old one is unknown") {
  Shop shop;
  Visit visit(shop.webapp);
  visit->set("n", 3);
  const std::string before(visit->id());
  visit->rotate_id();
  const std::string after(visit->id());
  CHECK(after != before);
  CHECK(Visit(shop.webapp, cookie(after))->get<int>("n") == 3);
  CHECK(Visit(shop.webapp, cookie(before))->is_new());
}

TEST_CASE("once the response is committed, no cookie can be sent") {
  Shop shop;
  Visit visit(shop.webapp);
  visit.response().out().raw("text");
  visit.response().out().flush();
  REQUIRE(visit.response().is_committed());
  CHECK_THROWS_AS(visit->set("n", 3), std::logic_error);
  CHECK_THROWS_AS(visit->id(), std::logic_error);
  CHECK_THROWS_AS(visit->rotate_id(), std::logic_error);
  CHECK_FALSE(visit->get<int>("n"));
}

}  // namespace
}  // namespace quire
