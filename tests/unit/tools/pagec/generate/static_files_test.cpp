#include "tools/pagec/generate/static_files.h"

#include "tests/unit/temporary_folder.h"

#include <zlib.h>
#include <catch2/catch.hpp>

namespace quire::pagec {
namespace {

std::string unpacked(const TemporaryFolder& folder, const std::string& gzip) {
  const gzFile file = ::gzopen(folder.write("packed.gz", gzip).c_str(), "rb");
  std::string bytes(100'000, '\0');
  bytes.resize(
      static_cast<std::size_t>(std::max(0, ::gzread(file, bytes.data(), static_cast<unsigned>(bytes.size())))));
  ::gzclose(file);
  return bytes;
}

/// Text that gets smaller.
std::string style() {
  std::string text;
  for (int number = 0; number < 200; ++number) text += ".c" + std::to_string(number) + " { color: red }\n";
  return text;
}

/// The file `name` of a folder, encoded.
StaticFile encoded(const TemporaryFolder& folder, const std::string& name, const std::string& bytes) {
  return encode_static_file("/" + name, folder.write(name, bytes), folder.path("cache"));
}

struct Folder : TemporaryFolder {
  Folder() { boost::filesystem::create_directory(path("cache")); }
};

TEST_CASE("a text file gets each encoding") {
  const Folder folder;
  const StaticFile file = encoded(folder, "style.css", style());
  CHECK(file.path == "/style.css");
  CHECK(file.plain == style());
  CHECK(unpacked(folder, file.gzip) == style());
  for (const std::string* encoding : {&file.gzip, &file.brotli, &file.zstd}) {
    CHECK_FALSE(encoding->empty());
    CHECK(encoding->size() < file.plain.size());
  }
}

TEST_CASE("an encoding that saves nothing is left out") {
  const Folder folder;
  const auto is_plain = [](const StaticFile& file) {
    return file.gzip.empty() && file.brotli.empty() && file.zstd.empty();
  };
  CHECK(is_plain(encoded(folder, "logo.png", style())));
  CHECK(is_plain(encoded(folder, "small.css", "p {}")));
  std::string noise;
  for (unsigned number = 1; noise.size() < 1000; number = number * 1'664'525U + 1'013'904'223U)
    noise += static_cast<char>(number >> 24);
  CHECK(is_plain(encoded(folder, "noise.txt", noise)));
}

TEST_CASE("equal content has the same hash, and is encoded once") {
  const Folder folder;
  const StaticFile first = encoded(folder, "a.css", style());
  folder.write("cache/" + first.hash + ".gz", "kept");
  const StaticFile second = encoded(folder, "b.css", style());
  CHECK(second.hash == first.hash);
  CHECK(second.gzip == "kept");
  CHECK(encoded(folder, "c.css", style() + " ").hash != first.hash);
}

TEST_CASE("the error for a missing file names it") {
  const Folder folder;
  CHECK_THROWS_WITH(encode_static_file("/a.css", folder.path("a.css"), folder.path("cache")),
                    Catch::Contains(folder.path("a.css")));
}

}  // namespace
}  // namespace quire::pagec
