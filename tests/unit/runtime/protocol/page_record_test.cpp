#include "runtime/protocol/page_record.h"

#include "tests/unit/temporary_folder.h"

#include <sys/stat.h>
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <cerrno>

namespace quire {
namespace {

namespace json = boost::json;

/// A record as the compiler writes it.
json::object record_of(const std::string& abi) {
  return {{"format", 4},
          {"abi", abi},
          {"root", ""},
          {"page", "/a.page"},
          {"library", "a.page.0123.so"},
          {"key", "0123"},
          {"entry", "quire_page_0123"},
          {"content_type", "text/html;charset=UTF-8"},
          {"files", json::array{"a.page"}},
          {"places", json::array{json::array{0, 3, 5}, json::array{0, 4, 1}}},
          {"text_sizes", json::array{3, 4}},
          {"unit", "/work/a.page.cpp"},
          {"segments", "12 1 12 9 0 3 5;"},
          {"sources", json::array()},
          {"headers", json::array()},
          {"absent", json::array()},
          {"folders", json::array()}};
}

/// The file with that record.
std::string file_of(const json::object& record, const std::string& texts = "<p></p>") {
  return json::serialize(record) + "\n" + texts;
}

TEST_CASE("a record is read as it was written") {
  const TemporaryFolder folder;
  const std::string path = folder.write("work/a.page.record", file_of(record_of("abi")));
  const Result<PageRecord> record = read_page_record(path);
  REQUIRE(record);
  CHECK(record->abi == "abi");
  CHECK(record->page == "/a.page");
  CHECK(record->library == "a.page.0123.so");
  CHECK(record->entry == "quire_page_0123");
  CHECK(record->texts == "<p></p>");
  CHECK(record->text_sizes == std::vector<std::uint32_t>{3, 4});
  REQUIRE(record->places.size() == 2);
  CHECK(record->places[0].line == 3);
  CHECK(record->places[0].column == 5);
  CHECK(record->files == std::vector<std::string>{"a.page"});
}

TEST_CASE("the version changes with code, texts and type, and with nothing else") {
  const TemporaryFolder folder;
  const auto version = [&](const json::object& object) {
    return record_version(*read_page_record(folder.write("a.page.record", file_of(object))));
  };
  const json::object base = record_of("abi");
  CHECK(version(base).size() == 16);
  CHECK(version(base) == version(base));
  for (const char* key : {"key", "content_type"}) {
    json::object changed = base;
    changed[key] = "another";
    CAPTURE(key);
    CHECK(version(changed) != version(base));
  }
  json::object changed = base;
  changed["text_sizes"] = json::array{7};
  CHECK(version(changed) != version(base));
  const auto other_texts = read_page_record(folder.write("a.page.record", file_of(base, "<b></b>")));
  CHECK(record_version(*other_texts) != version(base));
  changed = base;
  changed["sources"] = json::array{json::object{{"path", "/x"}, {"size", 1}, {"modified", 2}, {"hash", ""}}};
  CHECK(version(changed) == version(base));
}

TEST_CASE("a missing record is an error with its code") {
  const TemporaryFolder folder;
  const Result<PageRecord> record = read_page_record(folder.path("absent.json"));
  REQUIRE_FALSE(record);
  CHECK(record.error().code == ENOENT);
  CHECK_THAT(record.error().sentence, Catch::Contains("absent.json") && Catch::Contains("No such file"));
}

TEST_CASE("a folder is no record") {
  const TemporaryFolder folder;
  CHECK_FALSE(read_page_record(folder.path()));
}

TEST_CASE("junk is refused with a hint") {
  const TemporaryFolder folder;
  const std::string file = file_of(record_of("abi"), "");
  const std::string whole = file.substr(0, file.size() - 1);
  for (const std::string& text :
       {std::string(), std::string("junk"), std::string("[]"), std::string("{}"), std::string("null"),
        whole.substr(0, whole.size() / 2), whole + "}", whole, whole + "\n<p></p", whole + "\n<p></p>>"}) {
    CAPTURE(text);
    const Result<PageRecord> record = read_page_record(folder.write("a.page.record", text));
    REQUIRE_FALSE(record);
    CHECK_THAT(record.error().sentence, Catch::Contains("a.page.record is not a page record of this version") &&
                                            Catch::Contains("remove it, and the page will be built again"));
  }
}

TEST_CASE("a record of another format is refused") {
  std::string bytes = file_of(record_of("abi"));
  const std::string format = "\"format\":" + std::to_string(PageRecord().format);
  bytes.replace(bytes.find(format), format.size(), "\"format\":2");
  const Result<PageRecord> record = parse_page_record(bytes, "a.page.record");
  REQUIRE_FALSE(record);
  CHECK_THAT(record.error().sentence, Catch::Contains("it has a different format"));
}

TEST_CASE("a record of another shape is refused, never half read") {
  const TemporaryFolder folder;
  for (const auto& [key, value] : record_of("abi")) {
    json::object changed = record_of("abi");
    changed[key] = -1;
    CAPTURE(std::string(key));
    CHECK_FALSE(read_page_record(folder.write("a.page.record", file_of(changed))));
    changed.erase(key);
    CHECK_FALSE(read_page_record(folder.write("a.page.record", file_of(changed))));
  }
  json::object changed = record_of("abi");
  changed["places"] = json::parse("[[0, 1]]");
  CHECK_FALSE(read_page_record(folder.write("a.page.record", file_of(changed))));
}

TEST_CASE("a record is written as it is read") {
  const std::string bytes = file_of(record_of("abi"));
  const Result<PageRecord> record = parse_page_record(bytes, "a.page.record");
  REQUIRE(record);
  CHECK(to_bytes(*record) == bytes);
}

TEST_CASE("a page is fresh while its files have their sizes and times") {
  const TemporaryFolder folder;
  const std::string source = folder.write("a.page", "text");
  PageRecord record;
  CHECK(is_fresh(record));
  struct stat status{};
  REQUIRE(::stat(source.c_str(), &status) == 0);
  const std::int64_t modified = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  record.sources.push_back({source, 4, modified});
  CHECK(is_fresh(record));
  record.sources[0].modified = modified + 1;
  CHECK_FALSE(is_fresh(record));
  record.sources[0] = {source, 5, modified};
  CHECK_FALSE(is_fresh(record));
  record.sources[0] = {folder.path("absent"), 0, 0};
  CHECK_FALSE(is_fresh(record));
}

TEST_CASE("a page is old when a file appears that it would have used") {
  const TemporaryFolder folder;
  PageRecord record;
  record.absent.push_back(folder.path("found.h"));
  CHECK(is_fresh(record));
  folder.write("found.h");
  CHECK_FALSE(is_fresh(record));
}

}  // namespace
}  // namespace quire
