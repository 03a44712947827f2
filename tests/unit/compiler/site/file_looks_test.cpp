#include "compiler/site/file_looks.h"

#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

TEST_CASE("each file is looked at once for all who ask") {
  const TemporaryFolder folder;
  const std::string path = folder.write("a.h", "one");
  FileStamp stamp = *stamp_file(path);
  const FileStamp before = stamp;
  FileLooks looks;
  CHECK(looks.is_unchanged(stamp));
  CHECK(looks.exists(path));
  CHECK_FALSE(looks.exists(folder.path("b.h")));
  // What changes meanwhile is not seen: a build has one view of its files.
  folder.write("a.h", "other");
  folder.write("b.h");
  CHECK(looks.is_unchanged(stamp));
  CHECK_FALSE(looks.exists(folder.path("b.h")));
  FileLooks next;
  CHECK_FALSE(next.is_unchanged(stamp));
  CHECK(next.exists(folder.path("b.h")));
  CHECK(stamp.hash == before.hash);
}

TEST_CASE("stamps of one file with different contents are different questions") {
  const TemporaryFolder folder;
  const std::string path = folder.write("a.h", "one");
  FileStamp first = *stamp_file(path);
  folder.write("a.h", "another");
  FileStamp second = *stamp_file(path);
  FileLooks looks;
  CHECK_FALSE(looks.is_unchanged(first));
  CHECK(looks.is_unchanged(second));
}

TEST_CASE("a file that was merely touched has its new times for all") {
  const TemporaryFolder folder;
  const std::string path = folder.write("a.h", "one");
  FileStamp first = *stamp_file(path);
  first.modified -= 1'000'000'000;
  FileStamp second = first;
  FileLooks looks;
  CHECK(looks.is_unchanged(first));
  CHECK(looks.is_unchanged(second));
  CHECK(first.modified == second.modified);
  CHECK(first.modified == stamp_file(path)->modified);
}

}  // namespace
}  // namespace quire::compiler
