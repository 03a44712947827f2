#include "tests/unit/runtime/page/test_page.h"

#include <quire/csrf.h>
#include <quire/standalone.h>

#include <catch2/catch.hpp>

#include <set>

namespace quire {
namespace {

/// A browser with a session.
class Browser {
 public:
  explicit Browser(std::shared_ptr<Webapp> webapp) : webapp_(std::move(webapp)) {
    TestPage page("", webapp_);
    cookie_ = "Cookie: QSESSION=" + std::string(page.session().id()) + "\r\n";
  }
  std::string token() {
    TestPage page(TestRequest{.fields = cookie_}, webapp_);
    return form::csrf_token(page);
  }
  /// The status with which the form, or the header field, is refused; 0 if it is not.
  int refused(const std::string& form, const std::string& fields = {}) {
    TestPage page(TestRequest{.form = form, .fields = cookie_ + fields}, webapp_);
    try {
      form::check_csrf(page);
      return 0;
    } catch (const BadRequest& error) {
      return error.status();
    }
  }
  void rotate_id() {
    TestPage page(TestRequest{.fields = cookie_}, webapp_);
    page.session().rotate_id();
    cookie_ = "Cookie: QSESSION=" + std::string(page.session().id()) + "\r\n";
  }

 private:
  const std::shared_ptr<Webapp> webapp_;
  std::string cookie_;
};

TEST_CASE("every token of the session is accepted, each is different") {
  Browser browser(TestPage::new_webapp());
  std::set<std::string> tokens;
  for (int i = 0; i < 20; ++i) {
    const std::string token = browser.token();
    CHECK(token.size() == 64);
    CHECK(tokens.insert(token).second);
    CHECK(browser.refused("_csrf=" + token) == 0);
    CHECK(browser.refused("", "X-CSRF-Token: " + token + "\r\n") == 0);
  }
}

TEST_CASE("a form without the token of its session is refused") {
  const auto webapp = TestPage::new_webapp();
  Browser browser(webapp);
  Browser other(webapp);
  // No form was written yet.
  CHECK(browser.refused("_csrf=" + std::string(64, '0')) == 403);
  CHECK(browser.refused("") == 403);
  const std::string token = browser.token();
  for (const std::string& wrong :
       {std::string(), std::string("x"), token.substr(1), token + "0", std::string(64, '0'),
        std::string(32, 'f') + token.substr(32), other.token(), token.substr(0, 63) + "%00",
        token.substr(0, 63) + (token.back() == '0' ? "1" : "0"), std::string(64, 'G'), std::string(100000, 'a')}) {
    CAPTURE(wrong);
    CHECK(browser.refused("_csrf=" + wrong) == 403);
  }
  // The header field is what counts, if there is one.
  CHECK(browser.refused("_csrf=" + token, "X-CSRF-Token: 00\r\n") == 403);
  CHECK(browser.refused("_csrf=" + token) == 0);
}

TEST_CASE("tokens from before a log-in are not accepted after it") {
  Browser browser(TestPage::new_webapp());
  const std::string before = browser.token();
  browser.rotate_id();
  CHECK(browser.refused("_csrf=" + before) == 403);
  CHECK(browser.refused("_csrf=" + browser.token()) == 0);
  CHECK(browser.refused("_csrf=" + before) == 403);
}

TEST_CASE("requests that change nothing need no token, nor do pages without a server") {
  TestPage page("name=x");
  CHECK_NOTHROW(form::check_csrf(page));
  Writer out;
  StandaloneContext standalone(out, "/a.page");
  CHECK_NOTHROW(form::check_csrf(standalone));
  CHECK_NOTHROW(form::prepare_csrf(standalone));
  CHECK_THROWS_WITH(form::csrf_token(standalone),
                    "a.page needs a session, but was called as a function, without a server");
}

TEST_CASE("a token cannot be made once the response is committed, unless there is a session") {
  TestPage page;
  page.out().raw("text");
  page.out().flush();
  CHECK_THROWS_AS(form::csrf_token(page), std::logic_error);
  CHECK_THROWS_WITH(form::csrf_token(page), Catch::Contains("prepare_csrf"));
  for (const bool is_prepared : {false, true}) {
    TestPage other;
    if (is_prepared) form::prepare_csrf(other);
    else other.session().id();
    other.out().raw("text");
    other.out().flush();
    CHECK(form::csrf_token(other).size() == 64);
  }
}

}  // namespace
}  // namespace quire
