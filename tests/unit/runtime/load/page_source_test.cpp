#include "runtime/load/page_source.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

TEST_CASE("a failure of the machine has the form of a page's mistake") {
  const auto failure = failure_of_machine("/a.page", "no memory is left");
  CHECK(failure->page == "/a.page");
  CHECK(failure->sentence == "no memory is left");
  REQUIRE(failure->diagnostics.size() == 1);
  CHECK(failure->diagnostics[0].is_error());
  CHECK(failure->diagnostics[0].line == 1);
  CHECK(failure->diagnostics[0].rendered == "/a.page: error: no memory is left\n");
}

TEST_CASE("a log tells what the machine refused, and leaves mistakes to their author") {
  CHECK(summary_of(*failure_of_machine("/a.page", "no memory is left")) == " cannot be served: no memory is left");
  CHECK(summary_of({"/a.page", {}}) == " cannot be built; run `pagec check` to see why");
}

TEST_CASE("a source that is asked for a page answers at once unless it says otherwise") {
  class Source final : public PageSource {
   public:
    FoundPage find_now(const std::string& page) override { return {nullptr, failure_of_machine(page, "broken")}; }
  };
  Source source;
  std::string told;
  source.find("/b.page", [&](const FoundPage& found) { told = found.failure->page; });
  CHECK(told == "/b.page");
  CHECK(source.pages().empty());
  CHECK_FALSE(source.is_being_written("/b.page"));
}

}  // namespace
}  // namespace quire
