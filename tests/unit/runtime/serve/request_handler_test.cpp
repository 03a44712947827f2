#include "runtime/serve/request_handler.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

/// Notes its name; answers requests, or passes them on.
class Link final : public RequestHandler {
 public:
  Link(std::string& passed, std::string name, bool answers = false)
      : passed_(passed), name_(std::move(name)), answers_(answers) {}

  void handle(SiteRequest& request) override {
    passed_ += name_ + "(" + request.path + ") ";
    request.path += name_;
    if (!answers_) pass_on(request);
  }

 private:
  std::string& passed_;
  const std::string name_;
  const bool answers_;
};

TEST_CASE("a request passes the links in their order, up to the one that answers") {
  std::string passed;
  Link first(passed, "a");
  Link second(passed, "b");
  Link third(passed, "c", true);
  Link never(passed, "d", true);
  RequestChain({&first, &second, &third, &never}).handle(nullptr);
  // What one link has found out, the next ones know.
  CHECK(passed == "a() b(a) c(ab) ");
}

TEST_CASE("links that are not wanted are left out, also at the ends") {
  std::string passed;
  Link first(passed, "a");
  Link last(passed, "b", true);
  RequestChain({nullptr, &first, nullptr, &last, nullptr}).handle(nullptr);
  CHECK(passed == "a() b(a) ");
}

TEST_CASE("each request begins anew") {
  std::string passed;
  Link only(passed, "a", true);
  RequestChain chain({&only});
  chain.handle(nullptr);
  chain.handle(nullptr);
  CHECK(passed == "a() a() ");
}

}  // namespace
}  // namespace quire
