#include "runtime/session/boot_mark.h"

#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace quire {
namespace {

class Marked {
 public:
  BootMark take(const std::string& boot) {
    Result<BootMark> mark = BootMark::take(path(), boot, [this](bool is_damaged) { set_aside.push_back(is_damaged); });
    if (!mark) FAIL(mark.error().sentence);
    return *std::move(mark);
  }
  std::string path() const { return folder_.path("mark"); }
  std::string text() const {
    std::ifstream file(path());
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::vector<bool> set_aside;

 private:
  TemporaryFolder folder_;
};

TEST_CASE("a file without a mark is not trusted", "[session]") {
  Marked file;
  file.take("a");
  CHECK(file.set_aside == std::vector<bool>{false});
  CHECK(file.text() == "a\n");
}

TEST_CASE("within a boot, a file is trusted however its users end", "[session]") {
  Marked file;
  file.take("a");
  const BootMark first = file.take("a");
  const BootMark second = file.take("a");
  CHECK(file.set_aside.size() == 1);
}

TEST_CASE("after another boot, a file is trusted if the last user has closed it", "[session]") {
  Marked file;
  int synced = 0;
  const auto sync = [&] { return ++synced > 0; };
  BootMark first = file.take("a");
  BootMark second = file.take("a");
  first.close(sync);
  CHECK(synced == 0);
  CHECK(file.text() == "a\n");
  {
    const BootMark ended = std::move(first);
  }
  second.close(sync);
  CHECK(synced == 1);
  CHECK(file.text() == "clean\n");
  file.take("b");
  CHECK(file.set_aside.size() == 1);
  // This one was not closed.
  file.take("c");
  CHECK(file.set_aside == std::vector<bool>{false, false});
}

TEST_CASE("a file that could not be written to the disk is not clean", "[session]") {
  Marked file;
  file.take("a").close([] { return false; });
  CHECK(file.text() == "a\n");
}

TEST_CASE("a file that was found damaged is set aside once, while others still use it", "[session]") {
  Marked file;
  BootMark first = file.take("a");
  first.note_damage();
  const BootMark second = file.take("a");
  CHECK(file.set_aside == std::vector<bool>{false, true});
  const BootMark third = file.take("a");
  CHECK(file.set_aside.size() == 2);
}

TEST_CASE("the system has the id of a boot", "[session]") {
  CHECK(boot_id().size() == 36);
  CHECK(boot_id() == boot_id());
}

TEST_CASE("a mark in a folder that does not exist is an error", "[session]") {
  CHECK_FALSE(BootMark::take("/nowhere/mark", "a", [](bool) {}));
}

}  // namespace
}  // namespace quire
