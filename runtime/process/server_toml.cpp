#include "runtime/process/server_toml.h"

#include "runtime/base/ascii.h"
#include "runtime/base/file.h"
#include "runtime/base/url_pattern.h"
#include "runtime/http/url.h"
#include "runtime/log/access_pattern.h"
#include "runtime/process/mime_toml.h"
#include "runtime/protocol/toml_reader.h"
#include "runtime/session/redis/redis_url.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <string>
#include <utility>

namespace quire {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::int64_t kKB = 1024;
constexpr std::int64_t kMB = 1024 * kKB;
constexpr std::int64_t kGB = 1024 * kMB;
constexpr std::int64_t kTB = 1024 * kGB;

/// As in unix(7).
constexpr std::size_t kMaxUnixPath = 107;

bool is_not_empty(const std::string& text) { return !text.empty(); }

bool is_key_prefix(const std::string& text) {
  constexpr std::size_t kLongest = 64;
  const auto may_be = [](char c) { return is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; };
  return !text.empty() && text.size() <= kLongest && std::ranges::all_of(text, may_be);
}

bool is_address(const std::string& text) {
  constexpr std::uint16_t kSentinelPort = 26379;
  return parse_store_address(text, kSentinelPort).has_value();
}

bool is_regex(const std::string& text) {
  std::string mistake;
  return text.empty() || UrlPattern::parse(whole_path_pattern(text), mistake).has_value();
}

/// To add a setting: a field in a struct of `server_settings.h`, described there, and its line here,
/// in `tools/paged/base/conf/server.toml`, and in `tools/package/man/quire-server.toml.5`.
class ServerTomlReader {
 public:
  ServerTomlReader(TomlReader& reader, ServerSettings& settings) : reader_(reader), settings_(settings) {}

  void read(const TomlTable& top) {
    const auto table = [this](void (ServerTomlReader::*section)(const TomlTable&)) {
      return reader_.table([this, section](const TomlTable& table) { (this->*section)(table); });
    };
    reader_.read(top, {{"connector", reader_.tables([this](const TomlValue& table) { connector(table); })},
                       {"limits", table(&ServerTomlReader::limits)},
                       {"timeouts", table(&ServerTomlReader::timeouts)},
                       {"threads", table(&ServerTomlReader::threads)},
                       {"session", table(&ServerTomlReader::session)},
                       {"cluster", table(&ServerTomlReader::cluster)},
                       {"compression", table(&ServerTomlReader::compression)},
                       {"pages", table(&ServerTomlReader::pages)},
                       {"proxy", table(&ServerTomlReader::proxy)},
                       {"log", table(&ServerTomlReader::log)},
                       {"metrics", table(&ServerTomlReader::metrics)}});
  }

 private:
  void connector(const TomlValue& value) {
    ConnectorSettings connector;
    const auto is_address = [](const std::string& text) { return !text.empty(); };
    reader_.read(*value.table(),
                 {{"address", reader_.text(connector.address,
                                           "an address such as \"127.0.0.1\", \"::1\", or \"*\" for all", is_address)},
                  {"port", reader_.number(connector.port, 0, 65535)},
                  {"backlog", reader_.number(connector.backlog, 1, 1'000'000)},
                  {"proxy_protocol", reader_.flag(connector.proxy_protocol)},
                  {"unix", path_or_none(connector.unix_path)},
                  {"mode", mode(connector)}});
    if (connector.address == "*") connector.address.clear();
    const bool has_place = find(*value.table(), "address") != nullptr || find(*value.table(), "port") != nullptr;
    if (!connector.unix_path.empty() && has_place)
      reader_.mistake(value.place, "a connector has an address and a port, or `unix`, but not both");
    std::vector<ConnectorSettings>& connectors = settings_.connectors;
    const auto is_same = [&](const ConnectorSettings& other) { return other.excludes(connector); };
    if (connector.unix_path.size() > kMaxUnixPath)
      reader_.mistake(value.place,
                      "the path of a Unix socket has at most " + std::to_string(kMaxUnixPath) + " characters");
    if (std::ranges::any_of(connectors, is_same))
      reader_.mistake(value.place, connector.unix_path.empty() ? "another connector has this address and port already"
                                                               : "another connector has this path already");
    connectors.push_back(std::move(connector));
  }

  /// Empty for none.
  TomlReader::Take path_or_none(std::string& field) {
    return [this, &field](const TomlValue& value) {
      if (value.text() != nullptr && value.text()->empty()) field.clear();
      else reader_.path(field)(value);
    };
  }

  TomlReader::Take mode(ConnectorSettings& connector) {
    return [this, &connector](const TomlValue& value) {
      const std::string text = value.text() == nullptr ? "" : *value.text();
      const auto is_octal = [](char c) { return c >= '0' && c <= '7'; };
      if (text.size() < 3 || text.size() > 4 || !std::ranges::all_of(text, is_octal))
        return reader_.bad(value, "it must be the permissions of a file in octal digits, such as \"0660\"");
      connector.unix_mode = static_cast<unsigned>(std::stoul(text, nullptr, 8));
    };
  }

  void limits(const TomlTable& table) {
    http::Limits& limits = settings_.limits;
    reader_.read(table, {{"request_line", reader_.size(limits.request_line, 256, kMB)},
                         {"head", reader_.size(limits.head, kKB, kMB)},
                         {"fields", reader_.number(limits.fields, 8, 10'000)},
                         {"body", reader_.size(limits.body, 0, kTB)},
                         {"form", reader_.size(limits.form, 0, kGB)},
                         {"upload", reader_.size(limits.upload, 0, kTB)},
                         {"params", reader_.number(limits.params, 0, 1'000'000)},
                         {"parts", reader_.number(limits.parts, 0, 1'000'000)},
                         {"part_head", reader_.size(limits.part_head, 256, kMB)},
                         {"body_memory", reader_.size(limits.body_memory, 0, kGB)},
                         {"chunk_extensions", reader_.size(limits.chunk_extensions, 0, kMB)},
                         {"trailers", reader_.size(limits.trailers, 0, kMB)},
                         {"connections", reader_.number(settings_.max_connections, 1, 10'000'000)},
                         {"memory", reader_.size(settings_.max_memory, kMB, kTB)},
                         {"connections_per_address", reader_.number(limits.connections_per_address, 0, 1'000'000)},
                         {"spill", reader_.size(limits.spill, kMB, kTB)},
                         {"body_rate", reader_.size(limits.body_rate, 0, kGB)},
                         {"write_rate", reader_.size(limits.write_rate, 0, kGB)}});
  }

  void timeouts(const TomlTable& table) {
    http::Limits& limits = settings_.limits;
    constexpr milliseconds kLeast{100};
    reader_.read(table, {{"head", reader_.duration(limits.head_timeout, kLeast, hours(1))},
                         {"body", reader_.duration(limits.body_timeout, kLeast, hours(24))},
                         {"idle", reader_.duration(limits.idle_timeout, kLeast, hours(24))},
                         {"write", reader_.duration(limits.write_timeout, kLeast, hours(24))},
                         {"drain", reader_.duration(settings_.drain, seconds(0), hours(1))},
                         {"retire", reader_.duration(settings_.retire, seconds(0), hours(24))}});
  }

  void threads(const TomlTable& table) {
    ThreadSettings& threads = settings_.threads;
    reader_.read(table,
                 {{"loops", number_or_auto(threads.loops, 1024)}, {"max", reader_.number(threads.max, 8, 100'000)}});
  }

  void pages(const TomlTable& table) {
    PageLimits& pages = settings_.pages;
    const auto memory = [&](const TomlValue& value) {
      if (value.text() != nullptr && *value.text() == "auto") pages.memory = 0;
      else reader_.size(pages.memory, 64 * kMB, kTB)(value);
    };
    reader_.read(table, {{"deadline", reader_.duration(pages.deadline, seconds(0), hours(24))},
                         {"stuck", reader_.duration(pages.stuck, seconds(0), hours(24))},
                         {"concurrency", number_or_auto(pages.concurrency, 100'000)},
                         {"recompile", reader_.word<bool>(settings_.recompiles, {{"auto", true}, {"off", false}})},
                         {"memory", memory}});
  }

  /// 0 for `auto`.
  TomlReader::Take number_or_auto(std::size_t& number, std::int64_t most) {
    return [this, &number, most](const TomlValue& value) {
      if (value.text() != nullptr && *value.text() == "auto") number = 0;
      else if (value.text() != nullptr)
        reader_.bad(value, "it must be \"auto\" or a number from 1 to " + std::to_string(most));
      else reader_.number(number, 1, most)(value);
    };
  }

  void session(const TomlTable& table) {
    using Store = SessionSettings::Store;
    SessionSettings& sessions = settings_.sessions;
    SessionSettings::Cookie& cookie = sessions.cookie;
    const auto timeout = [&](const TomlValue& value) {
      constexpr milliseconds kMost = hours(24 * 365);
      milliseconds given = seconds(std::max(sessions.timeout, 0));
      reader_.duration(given, milliseconds(0), kMost)(value);
      if (given > seconds(0) && given < seconds(1)) return reader_.bad(value, "it must be 0 or at least 1 s");
      // As in web.toml, 0 means never.
      sessions.timeout = given > seconds(0) ? static_cast<int>(std::chrono::floor<seconds>(given).count()) : -1;
    };
    reader_.read(
        table,
        {{"timeout", timeout},
         {"store", reader_.word(sessions.store, {{"auto", Store::kDefault},
                                                 {"local", Store::kLocal},
                                                 {"memory", Store::kMemory},
                                                 {"memcached", Store::kMemcached},
                                                 {"redis", Store::kRedis}})},
         {"durable", reader_.flag(sessions.is_durable)},
         {"cookie", reader_.text(cookie.name, "1 to 64 letters, digits, `-` or `_`", is_cookie_name)},
         {"same_site", reader_.word(cookie.same_site, {{"Lax", "Lax"}, {"Strict", "Strict"}, {"None", "None"}})},
         {"secure", reader_.flag(cookie.is_secure)},
         {"max_sessions", reader_.number(sessions.limits.sessions, 1, 100'000'000)},
         {"max_session_size", reader_.size(sessions.limits.session, kKB, kGB)},
         {"max_total_size", reader_.size(sessions.limits.total, kMB, kTB)},
         {"ignore", regex(sessions.ignore)},
         {"store_timeout", reader_.duration(sessions.shared.timeout, milliseconds(10), seconds(60))},
         {"prefix", reader_.text(sessions.shared.prefix, "1 to 64 letters, digits, `-`, `_` or `.`", is_key_prefix)},
         {"compress_from", reader_.size(sessions.shared.compress_from, 0, kGB)},
         {"nodes", nodes(sessions.memcached.nodes)},
         {"failover", reader_.texts(sessions.memcached.failover, "the name of a node")},
         {"sticky", reader_.flag(sessions.memcached.is_sticky)},
         {"backup", reader_.word(sessions.memcached.copies_later, {{"before-response", false}, {"async", true}})},
         {"url", reader_.secret(sessions.redis.url)},
         {"sentinels", reader_.texts(sessions.redis.sentinels, "an address such as \"10.0.0.7:26379\"", is_address)},
         {"master", reader_.text(sessions.redis.master, "the name that the Sentinels use", is_not_empty)},
         {"password", reader_.secret(sessions.redis.password)},
         {"sentinel_password", reader_.secret(sessions.redis.sentinel_password)},
         {"ca_file", path_or_none(sessions.redis.ca_file)},
         {"replicas", replicas(sessions.redis.replicas)}});
    const TomlValue* store = find(table, "store");
    const bool has_nodes = find(table, "nodes") != nullptr || !sessions.memcached.nodes.empty();
    if (store != nullptr && sessions.store == Store::kMemcached && !has_nodes)
      reader_.mistake(store->place, "sessions in memcached need `nodes`, such as [\"n1:127.0.0.1:11211\"]");
    check_failover(table);
    check_redis(table);
  }

  void check_failover(const TomlTable& table) {
    const SessionSettings::Memcached& memcached = settings_.sessions.memcached;
    const TomlValue* value = find(table, "failover");
    if (value == nullptr) return;
    for (const std::string& name : memcached.failover)
      if (std::ranges::none_of(memcached.nodes, [&](const auto& node) { return node.name == name; }))
        return reader_.mistake(value->place, "`failover`: none of the `nodes` has the name `" + name + "`");
    if (!memcached.nodes.empty() && memcached.failover.size() >= memcached.nodes.size())
      reader_.mistake(value->place, "`failover` must leave at least one of the `nodes`");
  }

  void check_redis(const TomlTable& table) {
    const SessionSettings::Redis& redis = settings_.sessions.redis;
    std::string mistake;
    const TomlValue* url = find(table, "url");
    if (url != nullptr && !parse_redis_url(redis.url, mistake)) reader_.mistake(url->place, "`url`: " + mistake);
    const TomlValue* file = find(table, "ca_file");
    if (file != nullptr && !redis.ca_file.empty() && !read_file(redis.ca_file))
      reader_.mistake(file->place, "`ca_file`: " + redis.ca_file + " cannot be read");
  }

  TomlReader::Take replicas(int& number) {
    return [this, &number](const TomlValue& value) {
      constexpr int kMost = 100;
      if (value.text() == nullptr) return reader_.number(number, 0, kMost)(value);
      if (*value.text() != "auto")
        return reader_.bad(value, "it must be \"auto\" or a number up to " + std::to_string(kMost));
      number = -1;
    };
  }

  TomlReader::Take regex(std::string& field) {
    return reader_.text(field, "a regular expression of RE2, such as \".*\\\\.(png|css)\"", is_regex);
  }

  TomlReader::Take nodes(std::vector<SessionSettings::Node>& field) {
    return [this, &field](const TomlValue& value) {
      const std::string form = "a name, a colon and an address, such as \"n1:127.0.0.1:11211\"";
      std::vector<std::string> texts;
      reader_.texts(texts, form, [](const std::string& text) { return parse_node(text).has_value(); })(value);
      field.clear();
      for (const std::string& text : texts) {
        const std::optional<SessionSettings::Node> node = parse_node(text);
        if (!node) continue;
        const auto is_same = [&](const auto& other) {
          return other.name == node->name || other.address == node->address;
        };
        if (std::ranges::any_of(field, is_same))
          reader_.bad(value, "its nodes must have different names and addresses");
        field.push_back(*node);
      }
    };
  }

  void cluster(const TomlTable& table) {
    const auto is_route = [](const std::string& text) { return text.empty() || is_cookie_name(text); };
    std::string& route = settings_.sessions.cookie.route;
    reader_.read(table, {{"route", reader_.text(route, "up to 64 letters, digits, `-` or `_`", is_route)},
                         {"drain", reader_.duration(settings_.announcement, seconds(0), hours(1))}});
  }

  void compression(const TomlTable& table) {
    http::CompressionSettings& compression = settings_.compression;
    const auto is_type = [](const std::string& text) {
      return text.find('/') != std::string::npos && text.find_first_of("; ") == std::string::npos;
    };
    reader_.read(table,
                 {{"files", reader_.flag(compression.files)},
                  {"pages", reader_.flag(compression.pages)},
                  {"min_size", reader_.size(compression.min_size, 0, kMB)},
                  {"max_size", reader_.size(compression.max_size, 0, 64 * kMB)},
                  {"cache", reader_.size(compression.cache, 0, kTB)},
                  {"gzip_level", reader_.number(compression.gzip_level, 1, 9)},
                  {"brotli_level", reader_.number(compression.brotli_level, 0, 11)},
                  {"zstd_level", reader_.number(compression.zstd_level, 1, 19)},
                  {"types", reader_.texts(compression.types, "a type such as \"text/css\" or \"text/*\"", is_type)}});
  }

  void proxy(const TomlTable& table) {
    http::ProxySettings& proxy = settings_.proxy;
    const auto is_network = [](const std::string& text) {
      return static_cast<bool>(http::ProxyTrust::parse({{text}, "forwarded"}));
    };
    reader_.read(
        table, {{"trusted", reader_.texts(proxy.trusted, "an address, a network such as \"10.0.0.0/8\", or \"unix:\"",
                                          is_network)},
                {"headers", reader_.word<std::string>(proxy.headers,
                                                      {{"x-forwarded", "x-forwarded"}, {"forwarded", "forwarded"}})}});
  }

  void log(const TomlTable& table) {
    LogSettings& log = settings_.log;
    const auto file = [&](std::string& field) -> TomlReader::Take {
      return [this, &field](const TomlValue& value) {
        const bool is_output = value.text() != nullptr && *value.text() == "-";
        (is_output ? reader_.text(field) : reader_.path(field))(value);
        if (!is_output) require_folder_of(field, value);
      };
    };
    const auto access = [&](const TomlValue& value) {
      if (value.text() != nullptr && *value.text() == "off") log.access.clear();
      else file(log.access)(value);
    };
    const auto pattern = [&](const TomlValue& value) {
      reader_.text(log.access_format)(value);
      if (value.text() == nullptr) return;
      const Result<AccessPattern> compiled = AccessPattern::compile(*value.text());
      if (!compiled) reader_.mistake(value.place, compiled.error().sentence);
    };
    reader_.read(
        table,
        {{"access", access},
         {"access_format", pattern},
         {"server", file(log.server)},
         {"format", reader_.word<std::string>(log.format, {{"text", "text"}, {"json", "json"}})},
         {"level", reader_.word<std::string>(
                       log.level, {{"debug", "debug"}, {"info", "info"}, {"warning", "warning"}, {"error", "error"}})},
         {"rotate_size", reader_.size(log.rotate_size, 0, kTB)},
         {"rotate_daily", reader_.flag(log.rotate_daily)},
         {"keep", reader_.number(log.keep, 0, 10'000)}});
  }

  /// The folder of a log is created, but not the one that it is in.
  void require_folder_of(const std::string& file, const TomlValue& value) {
    namespace fs = boost::filesystem;
    const fs::path folder = fs::path(file).parent_path();
    boost::system::error_code ignored;
    if (settings_.base.empty() || file.empty() || fs::is_directory(folder, ignored) ||
        fs::is_directory(folder.parent_path(), ignored))
      return;
    reader_.mistake(value.place, "the folder " + folder.string() + " does not exist");
  }

  void metrics(const TomlTable& table) {
    MetricsSettings& metrics = settings_.metrics;
    metrics.enabled = true;
    const auto is_path = [](const std::string& text) { return text.starts_with('/') && http::is_canonical(text); };
    const auto is_address = [](const std::string& text) { return !text.empty(); };
    reader_.read(
        table, {{"enabled", reader_.flag(metrics.enabled)},
                {"address", reader_.text(metrics.address, "an address such as \"127.0.0.1\", \"::1\", or \"*\" for all",
                                         is_address)},
                {"port", reader_.number(metrics.port, 0, 65535)},
                {"path", reader_.text(metrics.path, "a path such as \"/metrics\"", is_path)}});
  }

  TomlReader& reader_;
  ServerSettings& settings_;
};

struct ConfigurationFiles {
  std::vector<std::string> paths;
  std::vector<std::string> mistakes;
};

/// Those of `conf/conf.d` are sorted by name.
ConfigurationFiles configuration_files(const std::string& base) {
  namespace fs = boost::filesystem;
  ConfigurationFiles files;
  boost::system::error_code error;
  const fs::path conf = fs::path(base) / "conf";
  const fs::path folder = conf / "conf.d";
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.ends_with(".toml") && !name.starts_with('.')) files.paths.push_back(at->path().string());
  }
  if (error && error.value() != ENOENT && error.value() != ENOTDIR)
    files.mistakes.push_back(folder.string() + ": " + error.message());
  std::ranges::sort(files.paths);
  files.paths.insert(files.paths.begin(), (conf / "server.toml").string());
  return files;
}

ServerConfiguration without_connectors(const std::string& base) {
  ServerConfiguration configuration;
  configuration.settings.base = base;
  configuration.settings.connectors.clear();
  return configuration;
}

/// On top of what earlier files say.
void add(std::string_view text, const std::string& file, ServerConfiguration& configuration) {
  const TomlDocument document(text);
  TomlReader reader(document, {.file = file, .base = configuration.settings.base});
  ServerTomlReader(reader, configuration.settings).read(document.top());
  std::ranges::copy(reader.mistakes(), std::back_inserter(configuration.mistakes));
}

/// What concerns several parts.
void finish(ServerConfiguration& configuration, const std::string& file) {
  std::vector<ConnectorSettings>& connectors = configuration.settings.connectors;
  const MetricsSettings& metrics = configuration.settings.metrics;
  ConnectorSettings of_metrics;
  of_metrics.address = metrics.address == "*" ? "" : metrics.address;
  of_metrics.port = metrics.port;
  if (metrics.enabled && std::ranges::any_of(connectors, [&](const auto& one) { return one.excludes(of_metrics); }))
    configuration.mistakes.push_back(file + ": a connector has the port of [metrics], " + std::to_string(metrics.port) +
                                     ", already");
  if (connectors.empty()) connectors.emplace_back();
}

}  // namespace

ServerConfiguration parse_server_settings(std::string_view text, const std::string& file, const std::string& base) {
  ServerConfiguration configuration = without_connectors(base);
  add(text, file, configuration);
  finish(configuration, file);
  return configuration;
}

ServerConfiguration read_server_settings(const std::string& base) {
  ServerConfiguration configuration = without_connectors(base);
  const ConfigurationFiles files = configuration_files(base);
  configuration.mistakes = files.mistakes;
  for (const std::string& path : files.paths) {
    const Result<std::string> text = read_file(path);
    if (text) add(*text, path, configuration);
    else if (text.error().code != ENOENT && text.error().code != ENOTDIR)
      configuration.mistakes.push_back(text.error().sentence);
  }
  OwnMediaTypes own = read_media_types(base);
  configuration.settings.types = std::move(own.types);
  std::ranges::move(own.mistakes, std::back_inserter(configuration.mistakes));
  finish(configuration, files.paths.front());
  return configuration;
}

std::vector<std::string> server_setting_names() {
  const TomlDocument nothing("");
  TomlReader reader(nothing, {.file = {}, .lists_keys = true});
  ServerSettings settings;
  ServerTomlReader(reader, settings).read({});
  return reader.key_names();
}

}  // namespace quire
