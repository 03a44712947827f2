#include "compiler/make/import_prelude.h"

#include "compiler/link/so_linker.h"
#include "compiler/make/header_folders.h"
#include "tests/unit/compiler/page_toolchain.h"
#include "tests/unit/temporary_folder.h"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <functional>

namespace quire::compiler {
namespace {

/// A site with a page that imports a header without include guards: read
/// twice, it would be a mistake.
struct Site {
  TemporaryFolder folder;
  BuildOrder order{folder.path("site"), "/a.page", folder.path("work")};

  Site() {
    folder.write("site/WEB-INF/src/n.h", "inline int number() { return 1; }\n");
    folder.write("site/a.page", "<%@ page import=\"n.h\" %><%= number() %>");
  }

  ImportSet imports(const Translation& translation) const {
    const CppUnit& unit = translation.unit;
    return {toolchain(), order.work, find_prelude(toolchain(), prelude_for(unit)),
            unit.code.substr(unit.includes.begin, unit.includes.end - unit.includes.begin), include_dirs(order)};
  }
  Translation translated() const { return translate(order.root, order.page); }
};

/// In a child: a process compiles few times in its life.
bool in_child(const std::function<bool()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work() ? 0 : 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_CASE("a page is compiled after its precompiled includes") {
  const Site site;
  Translation translation = site.translated();
  const ImportSet imports = site.imports(translation);
  CHECK_FALSE(find_import_prelude(imports).has_value());
  REQUIRE(in_child([&] { return make_import_prelude(imports); }));
  const std::optional<ImportPrelude> prelude = find_import_prelude(imports);
  REQUIRE(prelude.has_value());
  REQUIRE(prelude->headers.size() == 1);
  CHECK(prelude->headers[0].path == site.folder.path("site/WEB-INF/src/n.h"));
  CHECK(in_child([&] {
    const CompiledUnit unit =
        compile_after(*prelude, toolchain(), {"/a.page.cpp", {}, imports.include_dirs}, translation);
    return unit.ok && unit.headers.size() == 1 && link_library(toolchain(), unit.object).ok;
  }));
}

TEST_CASE("includes that changed, or are hidden by others, are not found") {
  const Site site;
  const ImportSet imports = site.imports(site.translated());
  REQUIRE(in_child([&] { return make_import_prelude(imports); }));
  site.folder.write("site/n.h", "inline int number() { return 2; }\n");
  CHECK_FALSE(find_import_prelude(imports).has_value());
  boost::filesystem::remove(site.folder.path("site/n.h"));
  CHECK(find_import_prelude(imports).has_value());
  site.folder.write("site/WEB-INF/src/n.h", "inline int number() { return 3; }\n");
  CHECK_FALSE(find_import_prelude(imports).has_value());
}

TEST_CASE("what may change in a precompiled header is known") {
  const Site site;
  site.folder.write("site/WEB-INF/src/n.h", "static int calls;\ninline int number() { return ++calls; }\n");
  Translation translation = site.translated();
  const ImportSet imports = site.imports(translation);
  REQUIRE(in_child([&] { return make_import_prelude(imports); }));
  const std::optional<ImportPrelude> prelude = find_import_prelude(imports);
  REQUIRE(prelude.has_value());
  REQUIRE(prelude->statics.size() == 1);
  // Once, though the page uses it as well.
  CHECK(in_child([&] {
    const CompiledUnit unit =
        compile_after(*prelude, toolchain(), {"/a.page.cpp", {}, imports.include_dirs}, translation);
    report_shared_statics(unit.statics, translation);
    const auto& told = translation.sink.diagnostics();
    return unit.ok && told.size() == 1 && told[0].kind == DiagnosticKind::kMutableStatic &&
           translation.sources.file(told[0].span.file).name() == "WEB-INF/src/n.h";
  }));
}

TEST_CASE("a header with mistakes, and a file that was cut short, are no prelude") {
  const Site site;
  const ImportSet imports = site.imports(site.translated());
  site.folder.write("site/WEB-INF/src/n.h", "inline int number( { return 1; }\n");
  CHECK_FALSE(in_child([&] { return make_import_prelude(imports); }));
  site.folder.write("site/WEB-INF/src/n.h", "inline int number() { return 1; }\n");
  REQUIRE(in_child([&] { return make_import_prelude(imports); }));
  boost::filesystem::resize_file(find_import_prelude(imports)->path, 1000);
  CHECK_FALSE(find_import_prelude(imports).has_value());
}

}  // namespace
}  // namespace quire::compiler
