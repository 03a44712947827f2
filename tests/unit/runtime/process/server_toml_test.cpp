#include "runtime/process/server_toml.h"

#include "runtime/protocol/json_text.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <algorithm>

namespace quire {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

ServerSettings settings_of(const std::string& text) {
  const ServerConfiguration configuration = parse_server_settings(text, "server.toml");
  CHECK(configuration.mistakes == std::vector<std::string>{});
  return configuration.settings;
}

TEST_CASE("no file, and an empty one, mean the defaults") {
  const TemporaryFolder folder;
  const ServerConfiguration none = read_server_settings(folder.path());
  CHECK(none.mistakes.empty());
  ServerSettings defaults;
  defaults.base = folder.path();
  CHECK(to_json(none.settings) == to_json(defaults));
  CHECK(to_json(settings_of("")) == to_json(ServerSettings()));
}

TEST_CASE("connectors") {
  const ServerSettings settings =
      settings_of("[[connector]]\naddress = \"127.0.0.1\"\n[[connector]]\naddress = \"*\"\nport = 80\n");
  CHECK(settings.connectors == std::vector<ConnectorSettings>{{"127.0.0.1", 8080}, {"", 80}});
}

TEST_CASE("a connector that is a Unix socket") {
  const auto parsed = parse_server_settings("[[connector]]\nunix = \"temp/a.sock\"\nmode = \"600\"\n", "x", "/srv");
  CHECK(parsed.mistakes == std::vector<std::string>{});
  CHECK(parsed.settings.connectors.at(0).unix_path == "/srv/temp/a.sock");
  CHECK(parsed.settings.connectors.at(0).unix_mode == 0600);
  for (const char* bad :
       {"unix = 1", "unix = 'a'\nport = 80", "mode = '8'", "mode = 600", "unix = 'a'\n[[connector]]\nunix = 'a'"}) {
    CAPTURE(bad);
    CHECK(parse_server_settings("[[connector]]\n" + std::string(bad), "x").mistakes.size() == 1);
  }
}

TEST_CASE("limits, timeouts and threads") {
  const ServerSettings settings = settings_of(R"(
[limits]
head = "32 KB"
body = 1000
[timeouts]
head = "5 s"
drain = "1 min"
retire = "2 h"
[threads]
loops = 3
max = 50
)");
  CHECK(settings.limits.head == 32 * 1024);
  CHECK(settings.limits.body == 1000);
  CHECK(settings.limits.head_timeout == seconds(5));
  CHECK(settings.drain == seconds(60));
  CHECK(settings.threads.loops == 3);
  CHECK(settings.threads.max == 50);
  CHECK(settings_of("[threads]\nloops = \"auto\"").threads.loops == 0);
}

TEST_CASE("sessions") {
  const SessionSettings sessions = settings_of(R"(
[session]
timeout = "5 min"
store = "local"
durable = true
cookie = "SHOP"
same_site = "Strict"
secure = true
max_sessions = 10
max_session_size = "2 KB"
max_total_size = "2 MB"
)")
                                       .sessions;
  CHECK(sessions.timeout == 300);
  CHECK(sessions.store == SessionSettings::Store::kLocal);
  CHECK(sessions.is_durable);
  CHECK(sessions.cookie.name == "SHOP");
  CHECK(sessions.cookie.same_site == "Strict");
  CHECK(sessions.cookie.is_secure);
  CHECK(sessions.limits.sessions == 10);
  CHECK(sessions.limits.session == 2 * 1024);
  CHECK(sessions.limits.total == 2 * 1024 * 1024);
  CHECK(settings_of("[session]\ntimeout = 0").sessions.timeout == -1);
  CHECK(settings_of("[session]\nstore = 'auto'").sessions.store == SessionSettings::Store::kDefault);
}

TEST_CASE("sessions that machines share") {
  const ServerSettings settings = settings_of(R"(
[session]
store = "memcached"
nodes = ["n1:127.0.0.1:11211", "n2:cache.example.com", "n3:/run/memcached.sock"]
failover = ["n3"]
sticky = true
backup = "async"
ignore = '.*\.(png|css)'
store_timeout = "100 ms"
prefix = "shop"
compress_from = "1 KB"
[cluster]
route = "web1"
drain = "5 s"
)");
  const SessionSettings sessions = from_json<ServerSettings>(to_json(settings)).sessions;
  CHECK(sessions.store == SessionSettings::Store::kMemcached);
  REQUIRE(sessions.memcached.nodes.size() == 3);
  CHECK(sessions.memcached.nodes[1].name == "n2");
  CHECK(sessions.memcached.nodes[1].address.text() == "cache.example.com:11211");
  CHECK(sessions.memcached.nodes[2].address.text() == "/run/memcached.sock");
  CHECK(sessions.memcached.failover == std::vector<std::string>{"n3"});
  CHECK(sessions.memcached.is_sticky);
  CHECK(sessions.memcached.copies_later);
  CHECK(sessions.ignore == R"(.*\.(png|css))");
  CHECK(sessions.shared.timeout == std::chrono::milliseconds(100));
  CHECK(sessions.shared.prefix == "shop");
  CHECK(sessions.shared.compress_from == 1024);
  CHECK(sessions.cookie.route == "web1");
  CHECK(settings.announcement == std::chrono::seconds(5));
  const SessionSettings redis = settings_of(R"(
[session]
store = "redis"
url = "rediss://cache:6380/2"
sentinels = ["10.0.0.1", "10.0.0.2:26380"]
master = "sessions"
password = "secret"
replicas = 2
)")
                                    .sessions;
  CHECK(redis.store == SessionSettings::Store::kRedis);
  CHECK(redis.redis.url == "rediss://cache:6380/2");
  CHECK(redis.redis.sentinels.size() == 2);
  CHECK(redis.redis.master == "sessions");
  CHECK(redis.redis.password == "secret");
  CHECK(redis.redis.replicas == 2);
}

TEST_CASE("compression") {
  const ServerSettings settings = settings_of(
      "[compression]\npages = true\nmin_size = '2 KB'\ngzip_level = 9\ntypes = ['text/*', 'image/svg+xml']\n");
  CHECK(settings.compression.pages);
  CHECK(settings.compression.min_size == 2048);
  CHECK(settings.compression.gzip_level == 9);
  CHECK(settings.compression.types == std::vector<std::string>{"text/*", "image/svg+xml"});
  const auto copy = from_json<ServerSettings>(to_json(settings));
  CHECK(copy.compression.types == settings.compression.types);
  CHECK(copy.compression.cache == settings.compression.cache);
}

TEST_CASE("mistakes say where") {
  const auto mistakes =
      parse_server_settings("[limits]\nhed = 1\n[threads]\nloops = \"many\"\n", "server.toml").mistakes;
  REQUIRE(mistakes.size() == 2);
  CHECK(mistakes[0] == "server.toml:2:1: unknown setting `hed`; did you mean `head`?\nhed = 1\n^~~");
  CHECK(mistakes[1].starts_with("server.toml:4:10: bad value for `loops`; it must be \"auto\" or a number"));
  for (const char* bad : {"connector = 1",
                          "[[connector]]\nport = 70000",
                          "[[connector]]\naddress = ''",
                          "[[connector]]\n[[connector]]",
                          "[limits]\nhead = '1 GB'",
                          "limits = 1",
                          "[timeouts]\nidle = 0",
                          "[compression]\ngzip_level = 10",
                          "[compression]\ntypes = ['css']",
                          "[threads]\nloops = 0",
                          "[threads]\nloops = 1\nloops = 1",
                          "[[connector]]\nport = 80\n[[connector]]\naddress = '::1'\nport = 80",
                          "[[connector]]\nport = 9180\n[metrics]",
                          "[log]\naccess_format = 'comon'",
                          "[session]\ncookie = 'a b'",
                          "[session]\ntimeout = '10 ms'",
                          "[session]\nmax_sessions = 0",
                          "[session]\nstore = 'memcached'",
                          "[session]\nnodes = 'n1'",
                          "[session]\nnodes = ['n-1:a']",
                          "[session]\nnodes = ['n1:a:0']",
                          "[session]\nnodes = ['n1:a', 'n1:b']",
                          "[session]\nnodes = ['n1:a', 'n2:a']",
                          "[session]\nnodes = ['n1:a', 'n2:b']\nfailover = ['n3']",
                          "[session]\nnodes = ['n1:a']\nfailover = ['n1']",
                          "[session]\nignore = '('",
                          "[session]\nprefix = 'a b'",
                          "[session]\nstore_timeout = 0",
                          "[session]\nbackup = 'never'",
                          "[session]\nsentinels = [':1']",
                          "[session]\nurl = 'http://x'",
                          "[session]\nurl = 'redis://x/99x'",
                          "[session]\nca_file = '/nonexistent'",
                          "[session]\nreplicas = 'many'",
                          "[cluster]\nroute = 'a.b'"}) {
    CAPTURE(bad);
    CHECK(parse_server_settings(bad, "server.toml").mistakes.size() == 1);
  }
}

TEST_CASE("mistakes that only a worker would notice") {
  const auto mistakes_of = [](const std::string& text) {
    return parse_server_settings(text, "server.toml", "/srv").mistakes.size();
  };
  CHECK(mistakes_of("[[connector]]\nunix = '" + std::string(90, 'x') + "'") == 0);
  CHECK(mistakes_of("[[connector]]\nunix = '" + std::string(120, 'x') + "'") == 1);
  CHECK(mistakes_of("[log]\naccess = 'logs/a.log'") == 0);
  CHECK(mistakes_of("[log]\naccess = 'logs/of/a.log'") == 1);
}

TEST_CASE("what pages may use") {
  const ServerConfiguration read = parse_server_settings(
      "[pages]\ndeadline = '10 s'\nstuck = 0\nconcurrency = 7\nmemory = '1 GB'\nrecompile = 'off'\n", "server.toml");
  CHECK(read.mistakes.empty());
  CHECK(read.settings.pages.deadline == milliseconds(10'000));
  CHECK(read.settings.pages.stuck == milliseconds(0));
  CHECK(read.settings.pages.concurrency == 7);
  CHECK_FALSE(read.settings.recompiles);
  CHECK(read.settings.pages.memory == std::uint64_t{1} << 30);
  const auto copy = from_json<ServerSettings>(to_json(read.settings));
  CHECK(copy.pages.concurrency == 7);
  const PageLimits automatic =
      parse_server_settings("[pages]\nconcurrency = 'auto'\nmemory = 'auto'\n", "server.toml").settings.pages;
  CHECK(automatic.concurrency == 0);
  CHECK(automatic.memory == 0);
  for (const char* bad : {"concurrency = 0", "memory = '1 MB'", "deadline = '25 h'", "concurrency = 'many'"}) {
    CAPTURE(bad);
    CHECK(parse_server_settings("[pages]\n" + std::string(bad), "server.toml").mistakes.size() == 1);
  }
}

TEST_CASE("files in conf.d: a later value replaces an earlier one, connectors are added") {
  const TemporaryFolder folder;
  folder.write("conf/server.toml", "[[connector]]\nport = 1\n[threads]\nmax = 10\nloops = 2\n");
  folder.write("conf/conf.d/b.toml", "[threads]\nmax = 30\n");
  folder.write("conf/conf.d/a.toml", "[[connector]]\nport = 2\n[threads]\nmax = 20\n");
  folder.write("conf/conf.d/.c.toml", "=");
  folder.write("conf/conf.d/d.toml.bak", "=");
  const ServerConfiguration read = read_server_settings(folder.path());
  CHECK(read.mistakes.empty());
  CHECK(read.settings.connectors == std::vector<ConnectorSettings>{{"", 1}, {"", 2}});
  CHECK(read.settings.threads.max == 30);
  CHECK(read.settings.threads.loops == 2);
  folder.write("conf/conf.d/e.toml", "[[connector]]\nport = 2\n");
  const auto mistakes = read_server_settings(folder.path()).mistakes;
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].starts_with(folder.path("conf/conf.d/e.toml") + ":1:1: another connector"));
}

TEST_CASE("a file that cannot be read is a mistake") {
  const TemporaryFolder folder;
  folder.write("conf/server.toml/part");
  CHECK(read_server_settings(folder.path()).mistakes.size() == 1);
}

TEST_CASE("settings travel to the worker") {
  ServerSettings settings;
  settings.base = "/srv";
  settings.connectors = {{"::1", 1}};
  settings.limits.idle_timeout = milliseconds(1234);
  settings.limits.body = std::uint64_t{1} << 40;
  settings.drain = milliseconds(5);
  settings.threads.loops = 3;
  settings.sessions.timeout = -1;
  settings.sessions.store = SessionSettings::Store::kLocal;
  settings.sessions.cookie.path = "/";
  settings.sessions.limits.total = 7;
  const auto copy = from_json<ServerSettings>(to_json(settings));
  CHECK(copy.base == "/srv");
  CHECK(copy.connectors == settings.connectors);
  CHECK(copy.limits.idle_timeout == milliseconds(1234));
  CHECK(copy.limits.body == std::uint64_t{1} << 40);
  CHECK(copy.drain == milliseconds(5));
  CHECK(copy.threads.loops == 3);
  CHECK(copy.sessions.timeout == -1);
  CHECK(copy.sessions.store == SessionSettings::Store::kLocal);
  CHECK(copy.sessions.cookie.path == "/");
  CHECK(copy.sessions.limits.total == 7);
}

TEST_CASE("proxies, logs and metrics") {
  const ServerConfiguration configuration = parse_server_settings(R"(
[[connector]]
proxy_protocol = true
[proxy]
trusted = ["127.0.0.1", "fd00::/8", "unix:"]
headers = "forwarded"
[log]
access = "logs/access.log"
access_format = "%h %{Referer}i"
server = "-"
format = "json"
level = "warning"
rotate_size = "1 MB"
rotate_daily = false
keep = 3
[metrics]
port = 0
path = "/m"
)",
                                                                  "server.toml", "/srv");
  CHECK(configuration.mistakes == std::vector<std::string>{});
  const ServerSettings& settings = configuration.settings;
  CHECK(settings.connectors.at(0).proxy_protocol);
  CHECK(settings.proxy == http::ProxySettings{{"127.0.0.1", "fd00::/8", "unix:"}, "forwarded"});
  CHECK(settings.log ==
        LogSettings{"/srv/logs/access.log", "%h %{Referer}i", "-", "json", "warning", 1024 * 1024, false, 3});
  CHECK(settings.metrics == MetricsSettings{true, "127.0.0.1", 0, "/m"});
  const auto copy = from_json<ServerSettings>(to_json(settings));
  CHECK(copy.proxy == settings.proxy);
  CHECK(copy.log == settings.log);
  CHECK(copy.metrics == settings.metrics);
  CHECK(settings_of("[log]\naccess = \"off\"").log.access.empty());
  CHECK(settings_of("[log]\naccess = \"-\"").log.access == "-");
  CHECK_FALSE(settings_of("[metrics]\nenabled = false").metrics.enabled);
}

TEST_CASE("mistakes in proxies, logs and metrics") {
  const auto mistakes = parse_server_settings(R"([proxy]
trusted = ["10.0.0.0/33"]
[log]
access_format = "%h %z"
[metrics]
path = "metrics"
)",
                                              "server.toml")
                            .mistakes;
  REQUIRE(mistakes.size() == 3);
  CHECK(mistakes[0].starts_with("server.toml:2:13: "));
  CHECK(mistakes[1].find("server.toml:4:18: ") == 0);
  CHECK(mistakes[1].find("column 4 of the pattern: there is no code `%z`") != std::string::npos);
  CHECK(mistakes[2].starts_with("server.toml:6:9: "));
}

TEST_CASE("the names of all settings") {
  const std::vector<std::string> names = server_setting_names();
  CHECK(std::ranges::find(names, "connector.port") != names.end());
  CHECK(std::ranges::find(names, "threads.loops") != names.end());
}

}  // namespace
}  // namespace quire
