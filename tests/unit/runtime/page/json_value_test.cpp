#include "runtime/page/json_value.h"

#include <quire/convert.h>

#include <catch2/catch.hpp>
#include <string>

namespace quire {
namespace {

TEST_CASE("JSON becomes values") {
  const Value value = parse_json(" {\"a\": [null, true, -5, 2.5, \"\\u00e9\"], \"b\": {}} ");
  CHECK(*value.find("a") == Value::list({nullptr, true, -5, 2.5, "\xc3\xa9"}));
  CHECK(value.find("b")->kind() == Value::Kind::kMap);
  CHECK(parse_json("18446744073709551615").kind() == Value::Kind::kDouble);
  CHECK(parse_json("9223372036854775807") == Value(9223372036854775807LL));
  CHECK(parse_json("{\"a\": 1, \"a\": 2}").find("a")->as_integer() == 2);
}

TEST_CASE("malformed JSON is the client's mistake") {
  const struct {
    std::string text;
    std::string place;
  } rows[] = {
      {"", "line 1, column 1"},
      {"[1,", "line 1, column 4"},
      {"{\n  \"a\": x}", "line 2, column 8"},
      {"1 2", "line 1, column 3"},
      {"[1]]", "line 1, column 4"},
      {"nan", "line 1, column 2"},
      {"\"\xff\"", "line 1, column 2"},
      {std::string(65, '[') + std::string(65, ']'), "line 1, column 65"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK_THROWS_AS(parse_json(row.text), BadRequest);
    CHECK_THROWS_WITH(parse_json(row.text), Catch::Contains(row.place + ":"));
  }
  CHECK(parse_json(std::string(64, '[') + std::string(64, ']')).size() == 1);
}

}  // namespace
}  // namespace quire
