#include "tools/pagec/doctor/finding.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

namespace quire::pagec {
namespace {

const std::vector<Finding> kFindings = {
    {Condition::kOk, "cores", "4", "", {{"cores", 4}}},
    {Condition::kSlow, "memory", "10 MB available", "have 1.0 GB free", {}},
    {Condition::kMissing, "libstdc++", "no headers", "apt install libstdc++-12-dev", {}},
};

TEST_CASE("each finding is a line, with its remedy if it has one") {
  CHECK(text_of(kFindings, false) ==
        "ok       cores      4\n"
        "slow     memory     10 MB available; remedy: have 1.0 GB free\n"
        "missing  libstdc++  no headers; remedy: apt install libstdc++-12-dev\n");
  CHECK(text_of({}, false).empty());
}

TEST_CASE("only the condition is coloured, and columns stay aligned") {
  CHECK(text_of({kFindings[0]}, true) == "\033[32mok     \033[0m  cores  4\n");
  CHECK(text_of({kFindings[1]}, true).starts_with("\033[33mslow   \033[0m  memory  "));
  CHECK(text_of({kFindings[2]}, true).starts_with("\033[1;31mmissing\033[0m  libstdc++  "));
}

TEST_CASE("in JSON, `ok` is false if something is missing") {
  const auto is_ok = [](const std::vector<Finding>& findings) {
    return boost::json::parse(json_of(findings)).at("ok").as_bool();
  };
  CHECK(is_ok({}));
  CHECK(is_ok({kFindings[0], kFindings[1]}));
  CHECK_FALSE(is_ok(kFindings));
  const boost::json::value found = boost::json::parse(json_of(kFindings)).at("findings");
  REQUIRE(found.as_array().size() == 3);
  CHECK(found.at(0).at("status") == "ok");
  CHECK(found.at(0).at("figures").at("cores").to_number<int>() == 4);
  CHECK(found.at(2).at("subject") == "libstdc++");
  CHECK(found.at(2).at("seen") == "no headers");
  CHECK(found.at(2).at("remedy") == "apt install libstdc++-12-dev");
}

TEST_CASE("sizes have two or three digits and a unit") {
  CHECK(size_text(1.5e9) == "1.5 GB");
  CHECK(size_text(320e6) == "320 MB");
  CHECK(size_text(0) == "0 MB");
}

}  // namespace
}  // namespace quire::pagec
