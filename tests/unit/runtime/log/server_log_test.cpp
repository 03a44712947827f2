#include "runtime/log/server_log.h"

#include "runtime/base/file.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

using namespace quire;

namespace {

std::vector<std::string> lines_of(const std::string& path) {
  std::istringstream text(read_file(path).value_or(""));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("the server's log has a line for each entry", "[log][server_log]") {
  char folder[] = "/tmp/quire-server-log-XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  LogSettings settings;
  settings.server = std::string(folder) + "/server.log";
  settings.level = "info";
  CHECK(is_server_log_plain());
  REQUIRE(open_server_log(settings));
  CHECK_FALSE(is_server_log_plain());
  log_line("started");
  log_entry(LogLevel::kDebug, "unimportant");
  log_entry(LogLevel::kError, "what() said\n2026-01-01 forged\x1b[2J", "0123");
  log_block("two\nlines\n", LogLevel::kWarning);
  flush_server_log();
  const std::vector<std::string> lines = lines_of(settings.server);
  REQUIRE(lines.size() == 5);
  const std::string start = R"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} )" + std::to_string(::getpid());
  CHECK(std::regex_match(lines[0], std::regex(start + " info started")));
  CHECK(std::regex_match(lines[1], std::regex(start + R"( error 0123 what\(\) said)")));
  CHECK(lines[2] == "    2026-01-01 forged\\x1b[2J");
  CHECK(std::regex_match(lines[3], std::regex(start + " warning two")));
  CHECK(lines[4] == "    lines");

  settings.format = "json";
  settings.server = std::string(folder) + "/server.json";
  settings.level = "debug";
  REQUIRE(open_server_log(settings));
  log_entry(LogLevel::kDebug, "a\n\"b\" %v {}", "0123");
  flush_server_log();
  const std::vector<std::string> objects = lines_of(settings.server);
  REQUIRE(objects.size() == 1);
  const boost::json::value object = boost::json::parse(objects[0]);
  CHECK(object.at("message").as_string() == "a\n\"b\" %v {}");
  CHECK(object.at("request").as_string() == "0123");
  CHECK(object.at("level").as_string() == "debug");
  CHECK(object.at("pid").as_int64() == ::getpid());
  CHECK(lost_server_log_lines() == 0);
  std::filesystem::remove_all(folder);
}

TEST_CASE("wrong settings of the server's log are refused", "[log][server_log]") {
  LogSettings settings;
  settings.format = "xml";
  CHECK(open_server_log(settings).error().sentence == "the format of the log `xml` is neither `text` nor `json`");
  settings.format = "text";
  settings.level = "loud";
  CHECK(open_server_log(settings).error().sentence ==
        "the level of the log `loud` is none of `debug`, `info`, `warning`, `error`");
}
