#include "runtime/page/run_error.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("an error is one line for the log") {
  RunError error;
  error.message = "the page asked for it";
  CHECK(describe(error) == "the page asked for it");
  error.type = "std::out_of_range";
  error.message = "no pens";
  error.causes = {{"std::runtime_error", "no paper"}, {"int", "1"}};
  error.places = {{"/a.page", "part.pagef", 3, 5}, {"/a.page", "a.page", 1, 2}};
  CHECK(describe(error) ==
        "std::out_of_range: no pens; caused by std::runtime_error: no paper; caused by int: 1"
        " at part.pagef:3:5, from a.page:1:2");
}

TEST_CASE("what a sanitizer has reported follows on lines of its own") {
  RunError error;
  error.message = "heap-buffer-overflow";
  error.report = "READ of size 4\n  #0";
  CHECK(describe(error) == "heap-buffer-overflow\nREAD of size 4\n  #0");
}

}  // namespace
}  // namespace quire
