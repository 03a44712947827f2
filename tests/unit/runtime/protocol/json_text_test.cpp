#include "runtime/protocol/json_text.h"

#include "runtime/protocol/file_stamp.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("text that is not of the expected form throws") {
  CHECK(from_json<FileStamp>(R"({"path": "/a", "size": 1, "modified": -1, "hash": ""})").modified == -1);
  for (const char* text : {"", "{", "[]", "null", R"({"path": "/a", "size": 1, "modified": 1})",
                           R"({"path": "/a", "size": -1, "modified": 1, "hash": ""})",
                           R"({"path": "/a", "size": 1.5, "modified": 1, "hash": ""})",
                           R"({"path": "/a", "size": 1, "modified": 1, "hash": "", "more": 1})"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(from_json<FileStamp>(text), std::exception);
  }
}

struct Inner {
  int number = 1;
  std::string text = "default";
};
BOOST_DESCRIBE_STRUCT(Inner, (), (number, text))
struct Outer {
  std::vector<Inner> inner;
  Inner one;
  bool flag = true;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (inner, one, flag))

TEST_CASE("text of another version is read as far as it is known") {
  const auto outer =
      from_other_json<Outer>(R"({"inner": [{"number": 2, "more": []}, {}], "one": {"text": ""}, "x": 1})");
  REQUIRE(outer.inner.size() == 2);
  CHECK(outer.inner[0].number == 2);
  CHECK(outer.inner[0].text == "default");
  CHECK(outer.inner[1].number == 1);
  CHECK(outer.one.text.empty());
  CHECK(outer.flag);
  for (const char* text : {"", "[]", R"({"flag": 1})", R"({"inner": {}})", R"({"one": {"number": "1"}})"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(from_other_json<Outer>(text), std::exception);
  }
}

TEST_CASE("a file that is missing, damaged or of another form is not read") {
  const TemporaryFolder folder;
  const std::string good = to_json(FileStamp{"/a", 1, 2, "3"});
  CHECK(read_json_file<FileStamp>(folder.write("good.json", good))->hash == "3");
  CHECK_FALSE(read_json_file<FileStamp>(folder.path("absent.json")));
  CHECK_FALSE(read_json_file<FileStamp>(folder.write("cut.json", good.substr(0, good.size() / 2))));
  CHECK_FALSE(read_json_file<FileStamp>(folder.write("other.json", "[]")));
}

}  // namespace
}  // namespace quire
