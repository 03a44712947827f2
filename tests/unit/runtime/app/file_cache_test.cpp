#include "runtime/app/file_cache.h"

#include "tests/unit/temporary_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <thread>

namespace quire {
namespace {

FileCache::File file_of(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status{};
  REQUIRE(::fstat(file.get(), &status) == 0);
  return std::make_shared<const DiskFile>(DiskFile::Parts{path, "text/plain", OpenFile(std::move(file), status)},
                                          std::make_shared<HashCache>(), nullptr);
}

TEST_CASE("a kept file is fresh, for the thread that kept it") {
  const TemporaryFolder folder;
  const FileCache::File file = file_of(folder.write("a.txt", "text"));
  FileCache cache;
  CHECK(cache.find("/a.txt").file == nullptr);
  cache.keep("/a.txt", file);
  CHECK(cache.find("/a.txt").file == file);
  CHECK(cache.find("/a.txt").is_fresh);
  CHECK(cache.has_fresh("/a.txt"));
  bool is_known = true;
  std::thread([&] { is_known = cache.has_fresh("/a.txt"); }).join();
  CHECK_FALSE(is_known);
  cache.sweep();
  CHECK(cache.has_fresh("/a.txt"));
  cache.drop("/a.txt");
  CHECK_FALSE(cache.has_fresh("/a.txt"));
}

TEST_CASE("there is room for so many files") {
  const TemporaryFolder folder;
  const FileCache::File file = file_of(folder.write("a.txt", "text"));
  FileCache cache;
  for (std::size_t number = 0; number < 2 * FileCache::kCapacity; ++number)
    cache.keep("/" + std::to_string(number), file);
  CHECK(static_cast<std::size_t>(file.use_count()) == FileCache::kCapacity + 1);
  CHECK(cache.has_fresh("/" + std::to_string(2 * FileCache::kCapacity - 1)));
}

TEST_CASE("descriptors are counted while their file is open") {
  const TemporaryFolder folder;
  const std::size_t before = DiskFile::open_descriptors();
  {
    const FileCache::File large = file_of(folder.write("a.bin", std::string(100'000, 'x')));
    const FileCache::File small = file_of(folder.write("a.txt", "text"));
    CHECK(DiskFile::open_descriptors() == before + 1);
    CHECK(large->has_descriptors());
    CHECK_FALSE(small->has_descriptors());
  }
  CHECK(DiskFile::open_descriptors() == before);
}

}  // namespace
}  // namespace quire
