#include "runtime/log/access_log.h"

#include "runtime/base/file.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <string>

using namespace quire;

namespace {

FinishedAnswer refused(const http::Origin& origin) {
  FinishedAnswer answer;
  answer.request_line = "GET /\x1b HTTP/1.1";
  answer.origin = &origin;
  answer.status = 400;
  return answer;
}

}  // namespace

TEST_CASE("each answer is a line of the access log", "[log][access_log]") {
  char folder[] = "/tmp/quire-access-XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  LogSettings settings;
  settings.access = std::string(folder) + "/access.log";
  settings.access_format = "%h \"%r\" %s";
  const http::Origin origin{"192.0.2.7"};
  {
    const auto log = AccessLog::open(settings, 2, -1);
    REQUIRE(log);
    (*log)->finished(0, refused(origin));
    (*log)->flush();
    (*log)->finished(1, refused(origin));
    std::filesystem::rename(settings.access, settings.access + ".1");
    (*log)->reopen();
    CHECK((*log)->lost() == 0);
  }
  const std::string line = "192.0.2.7 \"GET /\\x1b HTTP/1.1\" 400\n";
  CHECK(read_file(settings.access).value_or("") + read_file(settings.access + ".1").value_or("") == line + line);
  std::filesystem::remove_all(folder);
}

TEST_CASE("a malformed format is refused", "[log][access_log]") {
  LogSettings settings;
  settings.access = "-";
  settings.access_format = "%z";
  CHECK(AccessLog::open(settings, 1, -1).error().sentence ==
        "the format of the access log: column 1 of the pattern: there is no code `%z`");
}
