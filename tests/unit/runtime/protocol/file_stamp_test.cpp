#include "runtime/protocol/file_stamp.h"

#include "runtime/base/content_hash.h"
#include "runtime/protocol/json_text.h"
#include "tests/unit/temporary_folder.h"

#include <sys/stat.h>
#include <catch2/catch.hpp>

namespace quire {
namespace {

namespace fs = boost::filesystem;

/// Gives a file another time of change than it has.
void touch(const std::string& path) { fs::last_write_time(path, fs::last_write_time(path) + 100); }

TEST_CASE("a file is unchanged while it has its content") {
  const TemporaryFolder folder;
  const std::string path = folder.write("a", "text");
  std::optional<FileStamp> stamp = stamp_file(path);
  REQUIRE(stamp.has_value());
  CHECK(stamp->path == path);
  CHECK(stamp->size == 4);
  CHECK(stamp->hash == content_hash("text"));
  CHECK(is_unchanged(*stamp));
}

TEST_CASE("a touched file is unchanged, and its stamp is refreshed") {
  const TemporaryFolder folder;
  FileStamp stamp = *stamp_file(folder.write("a", "text"));
  const std::int64_t before = stamp.modified;
  touch(stamp.path);
  CHECK(is_unchanged(stamp));
  CHECK(stamp.modified == before / 1'000'000'000 * 1'000'000'000 + 100'000'000'000);
}

TEST_CASE("another content of the same size is a change, whichever file is newer") {
  const TemporaryFolder folder;
  FileStamp stamp = *stamp_file(folder.write("a", "text"));
  folder.write("a", "TEXT");
  fs::last_write_time(stamp.path, 1'000'000'000);
  CHECK_FALSE(is_unchanged(stamp));
  folder.write("a", "longer text");
  CHECK_FALSE(is_unchanged(stamp));
}

TEST_CASE("a file that is gone, or became a folder, has changed") {
  const TemporaryFolder folder;
  FileStamp stamp = *stamp_file(folder.write("a", "text"));
  fs::remove(stamp.path);
  CHECK_FALSE(is_unchanged(stamp));
  fs::create_directory(stamp.path);
  CHECK_FALSE(is_unchanged(stamp));
  CHECK_FALSE(stamp_file(stamp.path).has_value());
  CHECK_FALSE(stamp_file(folder.path("absent")).has_value());
}

TEST_CASE("bytes that are no longer the file's make a stamp that has changed") {
  const TemporaryFolder folder;
  const std::string path = folder.write("a", "new!");
  FileStamp old = stamp_bytes(path, "old!");
  CHECK_FALSE(is_unchanged(old));
  FileStamp current = stamp_bytes(path, "new!");
  CHECK(current.modified == stamp_file(path)->modified);
  CHECK(is_unchanged(current));
}

TEST_CASE("stamps outlive a process as JSON") {
  const FileStamp stamp{"/a b", 5, -1, "0123456789abcdef"};
  const auto read = from_json<FileStamp>(to_json(stamp));
  CHECK(read.path == stamp.path);
  CHECK(read.size == stamp.size);
  CHECK(read.modified == stamp.modified);
  CHECK(read.hash == stamp.hash);
  CHECK_THROWS(from_json<FileStamp>("{}"));
  CHECK_THROWS(from_json<FileStamp>(R"({"path": 1, "size": 1, "modified": 1, "hash": ""})"));
}

}  // namespace
}  // namespace quire
