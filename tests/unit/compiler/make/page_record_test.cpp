#include "compiler/make/page_record.h"

#include "runtime/base/file.h"
#include "runtime/protocol/json_text.h"
#include "tests/unit/temporary_folder.h"

#include <unistd.h>
#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

namespace fs = boost::filesystem;

TEST_CASE("a page's files stand in the work folder as the page does in its site") {
  const WorkFiles files = work_files("/work", "/a/b.page");
  CHECK(files.code == "/work/a/b.page.cpp");
  CHECK(files.record == "/work/a/b.page.record");
  CHECK(files.libraries == "/work/a/b.page.libraries.json");
  CHECK(files.folder == "/work/a");
  CHECK(files.library_stem == "b.page.");
}

TEST_CASE("a record holds what serving the page needs") {
  const TemporaryFolder folder;
  folder.write("site/a.page", "<p>\n <%= 1 %></p>");
  const Translation translation = translate(folder.path("site"), "/a.page");
  const WorkFiles files = work_files(folder.path(), "/a.page");
  const BuiltLibrary built{
      "a.page.0123.so", "0123", {"code", "settings", {FileStamp{"/h", 1, 2, "3"}}, {"/absent.h"}}, true};
  const std::vector<FileStamp> dependencies = write_record(files, folder.path("site"), translation, built);
  REQUIRE(dependencies.size() == 2);
  CHECK(dependencies[0].path == folder.path("site/a.page"));
  CHECK(dependencies[1].path == "/h");

  const Result<PageRecord> record = read_page_record(files.record);
  REQUIRE(record);
  CHECK(record->root == folder.path("site"));
  CHECK(record->page == "/a.page");
  CHECK(record->library == "a.page.0123.so");
  CHECK(record->key == "0123");
  CHECK(record->text_sizes == std::vector<std::uint32_t>{5, 4});
  CHECK(record->texts == "<p>\n </p>");
  CHECK(record->files == std::vector<std::string>{"a.page"});
  REQUIRE(record->places.size() == 1);
  CHECK(record->places[0].line == 2);
  CHECK(record->places[0].column == 6);
  CHECK(record->content_type == "text/html;charset=UTF-8");
}

TEST_CASE("what a library was built of is read back") {
  const TemporaryFolder folder;
  const WorkFiles files = work_files(folder.path(), "/a.page");
  const BuiltLibrary built{
      "a.page.0123.so", "0123", {"code", "settings", {FileStamp{"/h", 1, 2, "3"}}, {"/absent.h"}}, true};
  write_file(files.libraries,
             to_json(std::vector<BuiltLibrary>{built, {"a.page.4567.so", "4567", {"older", "settings"}}}));
  const std::vector<BuiltLibrary> read = read_built(files);
  REQUIRE(read.size() == 2);
  CHECK(read[0].name == built.name);
  CHECK(read[0].key == built.key);
  CHECK(read[0].origin.code_hash == built.origin.code_hash);
  CHECK(read[0].origin.settings == built.origin.settings);
  CHECK(read[0].is_optimized);
  REQUIRE(read[0].origin.headers.size() == 1);
  CHECK(read[0].origin.headers[0].hash == "3");
  CHECK(read[0].origin.absent == built.origin.absent);
  CHECK(read[1].origin.code_hash == "older");
  CHECK_FALSE(read[1].is_optimized);
}

TEST_CASE("a record that is missing or of another form is none") {
  const TemporaryFolder folder;
  const WorkFiles files = work_files(folder.path(), "/a.page");
  CHECK(read_built(files).empty());
  for (const char* text : {"", "junk", "[]", "{}", "[1]", "[{\"name\": 1}]"}) {
    CAPTURE(text);
    folder.write("a.page.libraries.json", text);
    CHECK(read_built(files).empty());
  }
}

TEST_CASE("old libraries of the page go, and nothing else") {
  const TemporaryFolder folder;
  for (const char* name :
       {"a.page.1.so", "a.page.2.so", "a.page.3.so", "a.page.record", "a.page.cpp", "aa.page.1.so", "b.page.1.so"})
    folder.write(name);
  const std::string other = folder.write("a.page.b.page.1.so");
  const std::string abandoned = folder.write("a.page.record.tmp999999999");
  const std::string in_use = folder.write("a.page.record.tmp" + std::to_string(::getpid()));
  remove_old_files(work_files(folder.path(), "/a.page"), {{"a.page.2.so"}, {"a.page.3.so"}});
  CHECK_FALSE(fs::exists(folder.path("a.page.1.so")));
  CHECK(fs::exists(other));
  CHECK_FALSE(fs::exists(abandoned));
  CHECK(fs::exists(in_use));
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 8);
}

}  // namespace
}  // namespace quire::compiler
