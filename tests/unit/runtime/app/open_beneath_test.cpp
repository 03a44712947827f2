#include "runtime/app/open_beneath.h"

#include "tests/unit/temporary_folder.h"

#include <fcntl.h>
#include <catch2/catch.hpp>

#include <cerrno>
#include <string>

namespace quire {
namespace {

TEST_CASE("only what is beneath a folder is opened, and no link is followed") {
  const TemporaryFolder folder;
  folder.write("secret", "outside");
  folder.write("site/a/b.txt", "text");
  boost::filesystem::create_symlink("../secret", folder.path("site/out"));
  boost::filesystem::create_symlink("a/b.txt", folder.path("site/inner"));
  boost::filesystem::create_directory_symlink("a", folder.path("site/folder"));
  const Descriptor root = open_root(folder.path("site"));
  REQUIRE(root);
  const struct {
    std::string path;
    int error;
  } rows[] = {
      {"a/b.txt", 0}, {"none", ENOENT}, {"a/b.txt/c", ENOTDIR},  {"a/none/c", ENOENT},
      {"out", ELOOP}, {"inner", ELOOP}, {"folder/b.txt", ELOOP}, {std::string(300, 'x'), ENAMETOOLONG},
      {"", ENOENT},
  };
  for (const auto& open : {open_beneath, open_step_by_step})
    for (const auto& row : rows) {
      CAPTURE(row.path);
      const Descriptor file = open(root.get(), row.path, O_RDONLY);
      CHECK(static_cast<bool>(file) == (row.error == 0));
      if (!file) CHECK(errno == row.error);
    }
  for (const char* path : {"../secret", "/etc/passwd", "a/../../secret"})
    CHECK_FALSE(open_beneath(root.get(), path, O_RDONLY));
  CHECK_FALSE(open_root(folder.path("secret")));
}

}  // namespace
}  // namespace quire
