#include "runtime/app/sorted_paths.h"

#include <catch2/catch.hpp>

#include <functional>
#include <string_view>
#include <vector>

namespace quire {
namespace {

// In order: '-' and '.' stand before '/', digits and letters after it.
const std::vector<std::string_view> kPaths = {"/a-b/x", "/a.page", "/a/b.page", "/a/c/d.page", "/a0", "/ab/c"};

TEST_CASE("a path is found, and nothing that is near to it") {
  for (const std::string_view path : kPaths) CHECK(has_path(kPaths, path, std::identity()));
  for (const char* path : {"", "/", "/a", "/a/", "/a/b", "/a/b.page/", "/zz"}) {
    CAPTURE(path);
    CHECK_FALSE(has_path(kPaths, path, std::identity()));
  }
  CHECK(*find_path(kPaths, "/a0", std::identity()) == "/a0");
}

TEST_CASE("a folder is what paths are below") {
  for (const char* folder : {"", "/a", "/a/c", "/a-b", "/ab"}) {
    CAPTURE(folder);
    CHECK(has_folder(kPaths, folder, std::identity()));
  }
  for (const char* folder : {"/a.page", "/a0", "/a/b", "/a/c/d", "/b", "/A", "/a/c/d.page", "/zz"}) {
    CAPTURE(folder);
    CHECK_FALSE(has_folder(kPaths, folder, std::identity()));
  }
  CHECK_FALSE(has_folder(std::vector<std::string_view>(), "", std::identity()));
}

}  // namespace
}  // namespace quire
