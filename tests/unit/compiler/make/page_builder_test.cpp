#include "compiler/make/page_builder.h"

#include "compiler/clang/clang_frontend.h"
#include "runtime/base/file.h"
#include "runtime/protocol/line_table.h"
#include "runtime/protocol/page_record.h"
#include "tests/unit/compiler/page_toolchain.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

namespace quire::compiler {
namespace {

namespace fs = boost::filesystem;

/// A site with its work folder; every build runs in a child of its own.
class Site {
 public:
  BuildAnswer build(const std::string& page, Optimization optimization = Optimization::kNone) {
    return build_one({folder.path("site"), page, folder.path("work"), optimization});
  }
  BuildAnswer check(const std::string& page) {
    return build_one({folder.path("site"), page, folder.path("work"), Optimization::kNone, true});
  }
  void write(const std::string& name, std::string_view bytes) const { folder.write("site/" + name, bytes); }
  std::string library(const std::string& page) const {
    const std::string bytes = *read_file(folder.path("work" + page + ".record"));
    return parse_page_record(bytes, page)->library;
  }

  TemporaryFolder folder;

 private:
  static BuildAnswer build_one(const BuildOrder& order) {
    BuildAnswer result;
    build_pages(toolchain(), {order}, 1, {}, [&](std::size_t, const BuildAnswer& answer) { result = answer; });
    return result;
  }
};

std::vector<std::string> dependencies(const BuildAnswer& answer, const std::string& without) {
  std::vector<std::string> paths;
  for (const FileStamp& stamp : answer.dependencies) paths.push_back(stamp.path.substr(without.size()));
  return paths;
}

TEST_CASE("only what was edited is built again") {
  Site site;
  site.write("a.page", "<p>old</p><%= 1 %>");
  BuildAnswer answer = site.build("/a.page");
  REQUIRE(answer.ok);
  CHECK(answer.compiled);
  const std::string first = site.library("/a.page");
  CHECK(fs::exists(site.folder.path("work/" + first)));

  CHECK_FALSE(site.build("/a.page").compiled);

  site.write("a.page", "<p>new text</p>\n\n<%= 1 %>");
  answer = site.build("/a.page");
  CHECK(answer.ok);
  CHECK_FALSE(answer.compiled);
  CHECK(site.library("/a.page") == first);

  site.write("a.page", "<p>new text</p>\n\n<%= 2 %>");
  CHECK(site.build("/a.page").compiled);
  CHECK(site.library("/a.page") != first);
}

TEST_CASE("a header that changed, or now hides another, builds the page again") {
  Site site;
  site.write("a.page", "<%@ page import=\"n.h\" %><%= n() %>");
  site.write("WEB-INF/src/n.h", "inline int n() { return 1; }");
  const BuildAnswer answer = site.build("/a.page");
  REQUIRE(answer.ok);
  CHECK(dependencies(answer, site.folder.path("site")) == std::vector<std::string>{"/a.page", "/WEB-INF/src/n.h"});
  CHECK_FALSE(site.build("/a.page").compiled);
  site.write("WEB-INF/src/n.h", "inline int n() { return 2; }");
  CHECK(site.build("/a.page").compiled);
  site.write("n.h", "inline int n() { return 3; }");
  CHECK(site.build("/a.page").compiled);
}

TEST_CASE("a page with mistakes leaves the last good version alone") {
  Site site;
  site.write("a.page", "<%= 1 %>");
  REQUIRE(site.build("/a.page").ok);
  const std::string good = site.library("/a.page");
  site.write("a.page", "<%= wrong %>");
  const BuildAnswer answer = site.build("/a.page");
  CHECK_FALSE(answer.ok);
  CHECK(dependencies(answer, site.folder.path("site")) == std::vector<std::string>{"/a.page"});
  CHECK(site.library("/a.page") == good);
  CHECK(fs::exists(site.folder.path("work/" + good)));
}

TEST_CASE("checking writes nothing") {
  Site site;
  site.write("a.page", "<%= 1 %>");
  CHECK(site.check("/a.page").ok);
  site.write("a.page", "<%= wrong %>");
  CHECK_FALSE(site.check("/a.page").ok);
  CHECK_FALSE(fs::exists(site.folder.path("work")));
}

TEST_CASE("optimization is part of what a library is") {
  Site site;
  site.write("a.page", "<%= 1 %>");
  REQUIRE(site.build("/a.page").ok);
  CHECK(site.build("/a.page", Optimization::kFull).compiled);
  CHECK_FALSE(site.build("/a.page", Optimization::kFull).compiled);
}

/// Which files of a table have rows, by their names without folders.
std::set<std::string> files_with_rows(const LineTable& table) {
  std::set<std::string> names;
  for (const LineTable::Row& row : table.rows)
    if (row.file != LineTable::kNoFile) names.insert(fs::path(table.files.at(row.file)).filename().string());
  return names;
}

TEST_CASE("in development, each library has its line table beside it, and no table outlives its library") {
  start_llvm();
  const Toolchain development = find_toolchain(development_toolchain({}));
  Site site;
  site.write("WEB-INF/src/n.h", "#include <vector>\ninline int n() { return std::vector<int>(3).at(0); }");
  for (int version = 0; version < 6; ++version) {
    site.write("a.page", "<%@ page import=\"n.h\" %><%= n() + " + std::to_string(version) + " %>");
    build_pages(development, {{site.folder.path("site"), "/a.page", site.folder.path("work")}}, 1, {},
                [](std::size_t, const BuildAnswer& answer) { REQUIRE(answer.ok); });
  }
  std::set<std::string> libraries;
  std::set<std::string> tables;
  for (const fs::directory_entry& entry : fs::directory_iterator(site.folder.path("work"))) {
    const std::string path = entry.path().string();
    if (path.ends_with(".so")) libraries.insert(line_table_path(path));
    if (path.ends_with(".lines")) tables.insert(path);
  }
  CHECK(libraries.size() > 1);
  CHECK(libraries.size() < 6);
  CHECK(tables == libraries);

  const auto bytes = read_file(line_table_path(site.folder.path("work/" + site.library("/a.page"))));
  REQUIRE(bytes);
  const auto table = line_table_from_bytes(*bytes);
  REQUIRE(table);
  // Nothing of `vector`.
  CHECK(files_with_rows(*table) == std::set<std::string>{"a.page.cpp", "n.h"});
}

TEST_CASE("a work folder that cannot be made is told, not thrown") {
  Site site;
  site.write("a.page", "<%= 1 %>");
  site.folder.write("work", "a file in the way");
  const BuildAnswer answer = site.build("/a.page");
  REQUIRE_FALSE(answer.ok);
  CHECK(answer.diagnostics[0].kind == "build-failed");
}

TEST_CASE("many pages are told in their order, whichever ends first") {
  Site site;
  site.write("good.page", "<%= 1 %>");
  site.write("bad.page", "<% wrong(); %>");
  site.write("worse.page", "<% never closed");
  std::vector<BuildOrder> orders;
  std::vector<bool> expected;
  for (int round = 0; round < 3; ++round)
    for (const char* page : {"/good.page", "/bad.page", "/worse.page", "/absent.page"}) {
      orders.push_back({site.folder.path("site"), page, {}, Optimization::kNone, true});
      expected.push_back(page == std::string_view("/good.page"));
    }
  std::vector<std::size_t> told;
  std::vector<bool> ok;
  build_pages(toolchain(), orders, 4, {}, [&](std::size_t number, const BuildAnswer& answer) {
    told.push_back(number);
    ok.push_back(answer.ok);
    CHECK(answer.page == orders[number].page);
  });
  CHECK(std::is_sorted(told.begin(), told.end()));
  CHECK(ok == expected);
}

TEST_CASE("a build that takes too long is stopped") {
  Site site;
  site.write("a.page",
             "<%! constexpr long spin() { long n = 0; for (long i = 0; i < 1'000'000'000; ++i) n += i; return n; }\n"
             "static_assert(spin() > 0); %>");
  BuildLimits limits;
  limits.wall = std::chrono::seconds(0);
  std::string message;
  build_pages(toolchain(), {{site.folder.path("site"), "/a.page", {}, Optimization::kNone, true}}, 1, limits,
              [&](std::size_t, const BuildAnswer& answer) { message = answer.diagnostics[0].message; });
  CHECK(message == "compiling took longer than 0 s and was stopped");
}

}  // namespace
}  // namespace quire::compiler
