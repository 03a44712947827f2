#include "runtime/session/lmdb_file.h"

#include "runtime/session/session_error.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace quire {
namespace {

class Database {
 public:
  explicit Database(std::string_view format = "form 1") { open(format); }
  void open(std::string_view format) {
    file_ = nullptr;
    LmdbFile::Options options;
    options.path = folder_.path("data.mdb");
    options.max_octets = 1 << 20;
    options.format = format;
    options.boot = "boot";
    options.log = [this](std::string_view line) { log += std::string(line) + "\n"; };
    Result<std::unique_ptr<LmdbFile>> file = LmdbFile::open(std::move(options));
    if (!file) FAIL(file.error().sentence);
    file_ = *std::move(file);
  }
  LmdbFile* operator->() { return file_.get(); }
  void put(std::string_view key, std::string_view value) {
    file_->write([&](LmdbTransaction& transaction) { transaction.put(LmdbTable::kIndex, key, value); });
  }
  std::string get(std::string_view key) {
    std::string value;
    file_->read([&](const LmdbTransaction& transaction) {
      value = transaction.get(LmdbTable::kIndex, key).value_or("nothing");
    });
    return value;
  }

  std::string log;

 private:
  TemporaryFolder folder_;
  std::unique_ptr<LmdbFile> file_;
};

TEST_CASE("what is written is read, by the next one as well", "[session]") {
  Database database;
  database.put("a", "1");
  database.put("a", "2");
  CHECK(database.get("a") == "2");
  CHECK(database.get("b") == "nothing");
  database.open("form 1");
  CHECK(database.get("a") == "2");
  database->write([](LmdbTransaction& transaction) {
    CHECK(transaction.entries(LmdbTable::kIndex) == 1);
    CHECK(transaction.erase(LmdbTable::kIndex, "a"));
    CHECK_FALSE(transaction.erase(LmdbTable::kIndex, "a"));
    CHECK(transaction.entries(LmdbTable::kIndex) == 0);
  });
  CHECK(database.get("a") == "nothing");
  CHECK(database.log.empty());
}

TEST_CASE("a file of another form is set aside", "[session]") {
  Database database;
  database.put("a", "1");
  database.open("form 2");
  CHECK(database.get("a") == "nothing");
  CHECK(database.log.find("data.mdb-aside") != std::string::npos);
}

TEST_CASE("a transaction that throws has changed nothing", "[session]") {
  Database database;
  database.put("a", "1");
  CHECK_THROWS_AS(database->write([](LmdbTransaction& transaction) {
    transaction.put(LmdbTable::kIndex, "a", "2");
    throw std::logic_error("no");
  }),
                  std::logic_error);
  CHECK(database.get("a") == "1");
  database.put("a", "3");
  CHECK(database.get("a") == "3");
}

TEST_CASE("a cursor moves in the order of keys", "[session]") {
  Database database;
  for (const char* key : {"c", "a", "b", "d"}) database.put(key, std::string(2, *key));
  database->write([](LmdbTransaction& transaction) {
    LmdbCursor cursor(transaction, LmdbTable::kIndex);
    REQUIRE(cursor.seek(""));
    CHECK(cursor.key() == "a");
    REQUIRE(cursor.seek("aa"));
    CHECK(cursor.key() == "b");
    CHECK(cursor.value() == "bb");
    cursor.erase();
    REQUIRE(cursor.next());
    CHECK(cursor.key() == "c");
    REQUIRE(cursor.next());
    CHECK_FALSE(cursor.next());
    CHECK_FALSE(cursor.seek("e"));
  });
  CHECK(database.get("b") == "nothing");
}

TEST_CASE("contents that make no sense are replaced by an empty file", "[session]") {
  Database database;
  database.put("a", "1");
  int attempts = 0;
  database->read([&](const LmdbTransaction&) {
    if (++attempts == 1) LmdbFile::report_damage();
  });
  CHECK(attempts == 2);
  CHECK(database.get("a") == "nothing");
  CHECK(database.log.find("damaged") != std::string::npos);
}

TEST_CASE("a full file refuses more, and keeps what it has", "[session]") {
  Database database;
  const std::string large(1 << 20, 'x');
  const auto fill = [&] {
    for (int index = 0; index < 200; ++index) database.put("k" + std::to_string(index), large);
  };
  CHECK_THROWS_AS(fill(), SessionError);
  CHECK(database.get("k0") == large);
  database->write([](LmdbTransaction& transaction) { transaction.erase(LmdbTable::kIndex, "k1"); });
  database.put("a", "1");
  CHECK(database.get("a") == "1");
}

TEST_CASE("file systems of other machines are known", "[session]") {
  const TemporaryFolder folder;
  CHECK(network_file_system(folder.path()).empty());
  CHECK(network_file_system("/proc").empty());
  CHECK(network_file_system("/nowhere").empty());
}

}  // namespace
}  // namespace quire
