#include "runtime/page/page_upload.h"

#include "runtime/base/file.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <system_error>

namespace quire {
namespace {
TEST_CASE("an upload can be moved to its place, however it was stored") {
  const TemporaryFolder folder;
  for (const std::size_t in_memory : {std::size_t{0}, std::size_t{100}}) {
    // Temporary files on another file system are copied.
    for (const std::string& temp : {folder.path(), std::string("/dev/shm")}) {
      http::MultipartForm::File file{{"f", "x.txt", "text/plain"}, http::BodyStore(temp, in_memory)};
      REQUIRE_FALSE(file.content.take("content"));
      REQUIRE_FALSE(file.content.end());
      const PageUpload upload(file);
      const std::string to = folder.path() + "/moved";
      write_file(to, "older");
      upload.move_to(to);
      CHECK(*read_file(to) == "content");
      CHECK(upload.bytes() == "content");
      upload.move_to(folder.path() + "/again");
      CHECK(*read_file(folder.path() + "/again") == "content");
      CHECK_THROWS_AS(upload.move_to(folder.path() + "/none/x"), std::system_error);
      const auto entries = std::filesystem::directory_iterator(folder.path());
      CHECK(std::distance(begin(entries), end(entries)) == 2);
    }
  }
}

}  // namespace
}  // namespace quire
