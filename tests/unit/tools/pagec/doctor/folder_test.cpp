#include "tests/unit/temporary_folder.h"
#include "tools/pagec/doctor/examine.h"

#include <catch2/catch.hpp>

namespace quire::pagec {
namespace {

Finding examined(const std::string& folder) {
  Findings findings;
  examine_folder(findings, "work folder", folder, /*loads_libraries=*/true);
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().subject == "work folder");
  return findings.front();
}

TEST_CASE("a folder that exists or can be created is ok") {
  const TemporaryFolder folder;
  for (const std::string& path : {folder.path(), folder.path("not/made/yet")}) {
    const Finding finding = examined(path);
    INFO(finding.seen);
    CHECK(finding.condition == Condition::kOk);
    CHECK(finding.seen.starts_with(path + ", "));
    CHECK(finding.seen.ends_with(" free"));
    CHECK(finding.remedy.empty());
  }
}

TEST_CASE("a file in place of a folder is reported by its own name") {
  const TemporaryFolder folder;
  const std::string file = folder.write("work");
  const Finding finding = examined(file + "/deep/er");
  CHECK(finding.condition == Condition::kMissing);
  CHECK(finding.seen == file + " is not a folder");
  CHECK(finding.remedy == "remove it, or use another folder");
}

}  // namespace
}  // namespace quire::pagec
