#include "compiler/link/object_traits.h"

#include "compiler/make/prelude.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "tests/unit/compiler/page_toolchain.h"
#include "tests/unit/temporary_folder.h"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <string>

namespace quire::compiler {
namespace {

/// Compiled in a child: a process compiles few times in its life.
std::string object_of(const std::string& page) {
  const TemporaryFolder folder;
  const std::string path = folder.path("page.o");
  const Prelude prelude = find_prelude(toolchain(), PreludeKind::kThin);
  const pid_t child = ::fork();
  if (child == 0) {
    Translation translation = translate_text(page, "/a.page");
    const CompileOptions options{"/a.page.cpp", prelude.path, {}, Optimization::kNone, false};
    write_file(path, compile_unit(toolchain(), options, translation).object);
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  return read_file(path).value_or("");
}

bool stands_alone(const std::string& page) {
  const std::string object = object_of(page);
  REQUIRE_FALSE(object.empty());
  return needs_own_library(object, {content_hash("/a.page")});
}

// A sanitizer's own are in every object.
#ifndef QUIRE_PAGE_SANITIZER
TEST_CASE("most pages can share a library") {
  CHECK_FALSE(stands_alone("<p><%= 1 %>${name}"));
  CHECK_FALSE(stands_alone("<%! int f() { return 1; } int n = 2; static int m = 3; %><%= f() + n + m %>"));
  CHECK_FALSE(
      stands_alone("<%! struct S { virtual ~S() = default; virtual int f() { return 1; } }; inline int i = 1; %>"
                   "<%= S().f() + i %>"));
  CHECK_FALSE(stands_alone("<% static std::string once(40, 'x'); try { throw 1; } catch (int) {} %><%= once %>"));
}
#endif

TEST_CASE("pages that build static objects, or define names of others, cannot") {
  CHECK(stands_alone("<%! std::string made(40, 'x'); %><%= made %>"));
  CHECK(stands_alone("<%! extern \"C\" int f() { return 1; } %><%= f() %>"));
  CHECK(stands_alone("<%! extern \"C\" inline int f() { return 1; } %><%= f() %>"));
}

TEST_CASE("what is no object is the linker's to refuse") {
  CHECK(needs_own_library("", {"hash"}));
  CHECK(needs_own_library("not an object", {"hash"}));
  const std::string object = object_of("<%= 1 %>");
  CHECK(needs_own_library(object.substr(0, object.size() / 2), {"hash"}));
}

}  // namespace
}  // namespace quire::compiler
