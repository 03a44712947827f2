#include "runtime/base/file.h"
#include "runtime/process/server_toml.h"
#include "runtime/protocol/json_text.h"
#include "tests/unit/temporary_folder.h"
#include "tools/paged/commands.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <sstream>

namespace quire::paged {
namespace {

/// With every line switched on that is a commented setting rather than a comment: `#key = 1`, but not `# text`.
std::string switched_on(const std::string& text) {
  std::istringstream lines(text);
  std::string on;
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > 1 && line[0] == '#' && line[1] != ' ') line.erase(0, 1);
    on += line + "\n";
  }
  return on;
}

/// Such as `limits.head`, from the lines of a TOML file.
std::vector<std::string> keys_in(const std::string& text) {
  std::istringstream lines(text);
  std::vector<std::string> keys;
  std::string section;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('[')) {
      section = line.substr(line.find_first_not_of('['), line.find(']') - line.find_first_not_of('['));
      keys.push_back(section);
    } else if (!line.empty() && std::isalpha(static_cast<unsigned char>(line[0])) != 0) {
      keys.push_back(section + "." + line.substr(0, line.find(' ')));
    }
  }
  return keys;
}

struct Base {
  Base() { CHECK(make_base({folder.path("base")}) == 0); }

  const TemporaryFolder folder;
  const std::string path = folder.path("base");
};

TEST_CASE("a new base folder has the default settings and an access log, as it is and with all switched on") {
  const Base base;
  ServerSettings defaults;
  defaults.base = base.path;
  defaults.log.access = base.path + "/logs/access.log";
  const ServerConfiguration as_is = read_server_settings(base.path);
  CHECK(as_is.mistakes == std::vector<std::string>{});
  CHECK(to_json(as_is.settings) == to_json(defaults));

  const std::string text = switched_on(*read_file(base.path + "/conf/server.toml"));
  CHECK(text != *read_file(base.path + "/conf/server.toml"));
  const ServerConfiguration on = parse_server_settings(text, "server.toml", base.path);
  CHECK(on.mistakes == std::vector<std::string>{});
  CHECK(to_json(on.settings) == to_json(defaults));
}

TEST_CASE("the settings of a new base folder are all that there are") {
  const Base base;
  std::vector<std::string> told = keys_in(switched_on(*read_file(base.path + "/conf/server.toml")));
  std::vector<std::string> all = server_setting_names();
  std::ranges::sort(told);
  std::ranges::sort(all);
  CHECK(told == all);
}

TEST_CASE("a new base folder has all that a server needs") {
  const Base base;
  for (const char* name : {"lib", "logs", "temp", "work", "webapps/ROOT"})
    CHECK(boost::filesystem::is_directory(base.path + "/" + name));
  CHECK(read_file(base.path + "/webapps/ROOT/index.html"));
}

TEST_CASE("only a new or an empty folder becomes a base folder") {
  const Base base;
  CHECK_THROWS_AS(make_base({base.path}), UsageError);
  CHECK_THROWS_AS(make_base({base.folder.write("file")}), UsageError);
  boost::filesystem::create_directories(base.folder.path("empty"));
  CHECK(make_base({base.folder.path("empty")}) == 0);
}

}  // namespace
}  // namespace quire::paged
