#ifndef QUIRE_TESTS_UNIT_RUNTIME_PAGE_TEST_PAGE_H_
#define QUIRE_TESTS_UNIT_RUNTIME_PAGE_TEST_PAGE_H_

#include "runtime/app/webapp.h"
#include "runtime/page/page_request.h"
#include "runtime/page/page_response.h"
#include "runtime/page/page_session.h"
#include "tests/unit/runtime/bare_context.h"
#include "tests/unit/runtime/page/recorded_response.h"

#include <quire/bean.h>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace quire {

/// What a test asks for.
struct TestRequest {
  std::string query = {};
  /// The body of a form that is posted; without it, the method is GET.
  std::optional<std::string> form = {};
  /// Header fields, each with its line end.
  std::string fields = {};
};

/// A page without a library: the scope of a request that tests run code in,
/// made of what serves real ones. What it includes is a function.
class TestPage final : public BareContext {
 public:
  explicit TestPage(const std::string& query = {}, std::shared_ptr<Webapp> webapp = new_webapp())
      : TestPage(TestRequest{query}, std::move(webapp)) {}
  explicit TestPage(const TestRequest& request, std::shared_ptr<Webapp> webapp = new_webapp())
      : webapp_(std::move(webapp)), body_(request.form.value_or("")) {
    const std::string type = "Content-Type: application/x-www-form-urlencoded\r\n";
    const std::string head = (request.form ? "POST" : "GET") + (" /a.page?" + request.query) +
                             " HTTP/1.1\r\nHost: h\r\n" + (request.form ? type : "") + request.fields + "\r\n";
    if (head_.parse(head).status != 0) throw std::invalid_argument(head);
    request_ = std::make_unique<PageRequest>(head_, RequestBody{body_}, Peer{}, std::string_view(), "/a.page");
    response_ = std::make_unique<PageResponse>(target, "/", false);
    session_ = std::make_unique<PageSession>(*webapp_, *request_, *response_);
  }

  Writer& out() override { return response_->out(); }
  Request& request() override { return *request_; }
  PageResponse& response() override { return *response_; }
  Session& session() override { return *session_; }
  Application& application() override { return *webapp_; }
  [[noreturn]] void forward(std::string_view) override { throw PageExit(); }
  void include(std::string_view url) override {
    BeanLink::write_all(*this);
    if (on_include) on_include(url);
    BeanLink::read_all(*this);
  }

  /// Of several requests, for values that outlive one.
  static std::shared_ptr<Webapp> new_webapp() {
    return std::make_shared<Webapp>(Webapp::Options{{}, [](std::string_view) {}}, "/nowhere");
  }

  RecordedResponse target;
  std::function<void(std::string_view url)> on_include;

 private:
  const std::shared_ptr<Webapp> webapp_;
  const std::string body_;
  http::RequestHead head_;
  std::unique_ptr<PageRequest> request_;
  std::unique_ptr<PageResponse> response_;
  std::unique_ptr<PageSession> session_;
};

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_PAGE_TEST_PAGE_H_
