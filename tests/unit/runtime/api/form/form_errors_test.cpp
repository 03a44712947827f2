#include "tests/unit/runtime/api/el/evaluated.h"

#include <quire/form_errors.h>

#include <catch2/catch.hpp>

QUIRE_EL_PROPERTY(m_name, name, name, Name);

namespace quire {
namespace {

TEST_CASE("errors are kept by path, in order") {
  FormErrors errors;
  CHECK(errors.empty());
  CHECK(errors.value() == Value::map({}));
  errors.add("name", "one");
  errors.reject("count", {"x", "y"}, "two");
  errors.add("name", "three");
  CHECK(errors.size() == 2);
  CHECK(errors.begin()->first == "name");
  CHECK(errors.find("name")->second == std::vector<std::string>{"one", "three"});
  CHECK(errors.find("_rejected") == errors.end());
  CHECK(errors.value() == Value::map({{"name", Value::list({"one", "three"})},
                                      {"count", Value::list({"two"})},
                                      {"_rejected", Value::map({{"count", Value::list({"x", "y"})}})}}));
}

TEST_CASE("expressions read errors as a map") {
  TestPage page;
  FormErrors errors;
  errors.add("name", "one");
  CHECK(printed(page, el::index(page, el::get(page, errors, m_name), 0)) == "one");
  CHECK(el::is_null(page, el::index(page, errors, "count")));
  CHECK_FALSE(el::is_empty(page, errors));
  CHECK(el::is_empty(page, FormErrors()));
  CHECK(el::value(page, std::optional(errors)) == errors.value());
  CHECK(el::stored(page, errors) == errors.value());
}

}  // namespace
}  // namespace quire
