#include "runtime/app/coded_files.h"

#include "runtime/app/disk_file.h"
#include "runtime/app/disk_files.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <ctime>
#include <memory>
#include <string>

namespace quire {
namespace {

using http::ContentCoding;

CodedFiles::Key key(const std::string& path) { return {path, {}, ContentCoding::kGzip}; }

TEST_CASE("a form is made once") {
  CodedFiles files({});
  int reads = 0;
  const auto read = [&] {
    ++reads;
    return std::string(5'000, 'x');
  };
  CHECK(files.find(key("/a")) == nullptr);
  const auto made = files.make(key("/a"), read);
  REQUIRE(made);
  CHECK(made->bytes.starts_with("\x1f\x8b"));
  CHECK(files.make(key("/a"), read) == made);
  CHECK(files.find(key("/a")) == made);
  CHECK(reads == 1);
}

TEST_CASE("what would not be smaller is remembered as empty") {
  CodedFiles files({});
  const auto made = files.make(key("/a"), [] { return std::string("abc"); });
  REQUIRE(made);
  CHECK(made->bytes.empty());
}

TEST_CASE("those that were not used for longest give way") {
  http::CompressionSettings settings;
  settings.cache = 3'000;
  CodedFiles files(settings);
  std::shared_ptr<CodedFile> used;
  for (int number = 0; number < 100; ++number) {
    const auto made = files.make(key("/" + std::to_string(number)), [] { return std::string(5'000, 'x'); });
    if (number == 0) used = made;
    used->last_used = number + 1'000'000'000;
  }
  CHECK(files.memory() <= settings.cache);
  CHECK(files.find(key("/0")) == used);
  CHECK(files.find(key("/1")) == nullptr);
}

TEST_CASE("at most two files are compressed at once") {
  CodedFiles files({});
  std::shared_ptr<CodedFile> third;
  bool was_tried = false;
  files.make(key("/a"), [&] {
    files.make(key("/b"), [&] {
      third = files.make(key("/c"), [] { return std::string(5'000, 'x'); });
      was_tried = true;
      return std::string(5'000, 'x');
    });
    return std::string(5'000, 'x');
  });
  CHECK(was_tried);
  CHECK(third == nullptr);
  CHECK(files.make(key("/c"), [] { return std::string(5'000, 'x'); }) != nullptr);
}

TEST_CASE("a file of a site is compressed if its type and its size suggest it") {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& name, std::size_t size, std::time_t age) {
    const std::string path = folder.write(name, std::string(size, 'x'));
    boost::filesystem::last_write_time(path, std::time(nullptr) - age);
  };
  write("a.css", 5'000, 100);
  write("small.css", 500, 100);
  write("a.png", 5'000, 100);
  http::CompressionSettings settings;
  settings.max_size = 6'000;
  write("large.css", 7'000, 100);
  const auto coder = std::make_shared<CodedFiles>(settings);
  const DiskFiles files(folder.path(), {.coder = coder});
  const auto file = files.open("/a.css").value_or(nullptr);
  REQUIRE(file);
  for (const ContentCoding coding : {ContentCoding::kGzip, ContentCoding::kBrotli, ContentCoding::kZstd})
    CHECK(file->has(coding));
  for (const char* path : {"/small.css", "/a.png", "/large.css"})
    CHECK_FALSE((*files.open(path))->has(ContentCoding::kGzip));
}

}  // namespace
}  // namespace quire
