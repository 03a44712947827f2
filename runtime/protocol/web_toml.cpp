#include "runtime/protocol/web_toml.h"

#include "runtime/base/ascii.h"
#include "runtime/base/file.h"
#include "runtime/base/near_name.h"
#include "runtime/protocol/build_rules.h"
#include "runtime/protocol/bundle_name.h"
#include "runtime/protocol/toml_document.h"
#include "runtime/protocol/toml_reader.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <utility>

namespace quire {
namespace {

using Group = WebSettings::Group;
using Mistake = WebSettings::Mistake;
using Kind = Mistake::Kind;
using Side = Mistake::Side;
template <typename T>
using Setting = WebSettings::Setting<T>;

/// A hundred years, so that sums with times cannot overflow.
constexpr std::int64_t kMaxTimeout = std::int64_t{100} * 366 * 24 * 3600;

/// The limits of `[import]`.
constexpr std::chrono::milliseconds kLeastFetch{10};
constexpr std::chrono::milliseconds kMostFetch = std::chrono::hours(1);
constexpr std::int64_t kMostFetchBytes = std::int64_t{1} << 30;

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

/// Whether `path` is a file's path within the webapp as requests have it, such as `/a/b.page`.
bool is_canonical(const std::string& path) {
  const auto is_in_path = [whole = path + "/"](const char* part) { return whole.find(part) != whole.npos; };
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
  constexpr const char* kRefused[] = {"//", "/./", "/../", "\\", "%", ";"};
  return path.starts_with('/') && std::ranges::none_of(kRefused, is_in_path) && std::ranges::none_of(path, is_control);
}

/// Whether `text` is `none`, or digits and `kb`.
bool is_buffer_size(std::string_view text) {
  if (text == "none") return true;
  if (!text.ends_with("kb") || text.size() < 3 || text.size() > 8) return false;
  return std::all_of(text.begin(), text.end() - 2, is_digit);
}

/// Seconds, from text such as `1800`, `30m` or `30 min`.
std::optional<std::int64_t> seconds_of(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc() && end == text.data() + text.size()) return count;
  const auto duration = parse_duration(text);
  return duration ? std::optional(std::chrono::ceil<std::chrono::seconds>(*duration).count()) : std::nullopt;
}

class WebTomlReader {
 public:
  explicit WebTomlReader(std::string_view text) : document_(text) {}

  WebSettings run() {
    if (const auto& malformed = document_.malformed()) mistake(Kind::kMalformed, malformed->place, malformed->message);
    else top(document_.top());
    std::ranges::sort(settings_.mistakes, {}, [](const Mistake& mistake) { return mistake.place.begin; });
    return std::move(settings_);
  }

 private:
  struct Key {
    std::string_view name;
    std::function<void(const TomlValue&)> read;
    /// If it differs from that of the whole table.
    std::optional<Side> side = {};
  };

  static WebSettings::Place place_of(const TomlPlace& place) { return {place.begin, place.end}; }

  Mistake mistake_at(Kind kind, const TomlPlace& place, std::string message) const {
    return {kind,
            side_,
            std::move(message),
            place_of(place),
            place.line,
            document_.column_of(place),
            {},
            std::string(document_.line_of(place))};
  }
  Mistake& mistake(Kind kind, const TomlPlace& place, std::string message) {
    return settings_.mistakes.emplace_back(mistake_at(kind, place, std::move(message)));
  }
  void bad(const TomlValue& value, const std::string& rule) {
    mistake(Kind::kBadValue, value.place, "bad value for " + quoted(key_) + "; " + rule);
  }

  void read(const TomlTable& table, Side side, std::initializer_list<Key> keys) {
    std::vector<std::string_view> names;
    for (const Key& key : keys) names.push_back(key.name);
    for (const TomlEntry& entry : table) {
      const auto* const known = std::ranges::find(keys, entry.key, &Key::name);
      side_ = known == keys.end() ? side : known->side.value_or(side);
      key_ = entry.key;
      if (known != keys.end()) known->read(entry.value);
      else unknown(entry.key_place, names);
    }
    side_ = side;
  }
  void unknown(const TomlPlace& place, const std::vector<std::string_view>& names) {
    const std::string_view near = near_name(key_, names);
    // Pages whose group has no effect are not compiled.
    if (near == "group") side_ = Side::kBoth;
    const std::string hint = near.empty() ? "" : "; did you mean " + quoted(near) + "?";
    mistake(Kind::kUnknown, place, "unknown setting " + quoted(key_) + hint).near = near;
  }

  /// For each table of an array of tables.
  auto tables(void (WebTomlReader::*take)(const TomlValue&)) {
    return [this, take](const TomlValue& value) {
      const TomlArray* tables = value.array();
      if (tables == nullptr || !std::ranges::all_of(*tables, [](const auto& one) { return one.table() != nullptr; }))
        return bad(value, "each table begins with a line `[[" + key_ + "]]`");
      for (const TomlValue& table : *tables) (this->*take)(table);
    };
  }
  auto table(void (WebTomlReader::*take)(const TomlValue&)) {
    return [this, take](const TomlValue& value) {
      if (value.table() != nullptr) (this->*take)(value);
      else bad(value, "the table begins with a line `[" + key_ + "]`");
    };
  }
  auto flag(std::optional<Setting<bool>>& setting) {
    return [&](const TomlValue& value) {
      if (const bool* given = value.flag()) setting = {*given, place_of(value.place)};
      else bad(value, "it must be `true` or `false`");
    };
  }
  template <typename IsValid>
  std::optional<Setting<std::string>> text(const TomlValue& value, const std::string& rule, IsValid is_valid) {
    const std::string* given = value.text();
    if (given && is_valid(*given)) return Setting<std::string>{*given, place_of(value.place)};
    bad(value, rule);
    return std::nullopt;
  }
  std::optional<Setting<std::string>> word(const TomlValue& value, std::initializer_list<std::string_view> words) {
    std::string rule = "it must be one of";
    for (const std::string_view one : words) rule += (one == *words.begin() ? " \"" : ", \"") + std::string(one) + "\"";
    return text(value, rule, [&](const std::string& given) { return std::ranges::find(words, given) != words.end(); });
  }
  /// Calls `take` with the string, or with each string of a list.
  template <typename Take>
  auto strings(Take take) {
    return [this, take](const TomlValue& value) {
      const auto one = [&](const TomlValue& node) {
        if (const std::string* text = node.text()) take(node, *text);
        else bad(node, "it must be a string or a list of strings");
      };
      if (const TomlArray* list = value.array()) std::for_each(list->begin(), list->end(), one);
      else one(value);
    };
  }
  auto paths(std::vector<Setting<std::string>>& paths) {
    return strings([&](const TomlValue& node, const std::string& text) {
      if (text.starts_with('/')) return paths.push_back({text, place_of(node.place)});
      mistake(Kind::kBadValue, node.place,
              "path " + quoted(text) + " of a " + key_ + " does not begin with `/`, the site's root");
    });
  }

  static bool contains(const TomlTable& table, std::string_view key) { return find(table, key) != nullptr; }

  void top(const TomlTable& table) {
    if (contains(table, "welcome")) settings_.welcome.clear();
    const auto welcome = [this](const TomlValue& node, const std::string& name) {
      if (is_canonical("/" + name)) settings_.welcome.push_back(name);
      else bad(node, "it must be a file name such as \"index.page\"");
    };
    read(table, Side::kServer,
         {{"welcome", strings(welcome)},
          {"group", tables(&WebTomlReader::group), Side::kBoth},
          {"error_page", tables(&WebTomlReader::error_page)},
          {"build", this->table(&WebTomlReader::build), Side::kCompiler},
          {"escape", this->table(&WebTomlReader::escape), Side::kCompiler},
          {"params", this->table(&WebTomlReader::params)},
          {"session", this->table(&WebTomlReader::session)},
          {"format", this->table(&WebTomlReader::format), Side::kBoth},
          {"import", this->table(&WebTomlReader::imports), Side::kBoth}});
  }

  void group(const TomlValue& section) {
    const TomlTable& table = *section.table();
    Group& group = settings_.groups.emplace_back();
    const auto pattern = [&](const TomlValue& node, const std::string& text) {
      std::string wrong;
      if (auto parsed = UrlPattern::parse(text, wrong)) group.patterns.push_back(*std::move(parsed));
      else mistake(Kind::kBadValue, node.place, std::move(wrong));
    };
    const auto raw = [&](const TomlValue& value) {
      if (const auto given = word(value, {"allow", "error"}))
        group.raw_is_error = {given->value == "error", given->place};
    };
    const auto buffer = [&](const TomlValue& value) {
      group.buffer = text(value, "it must be \"none\" or a size such as \"8kb\"", is_buffer_size);
    };
    const auto content_type = [&](const TomlValue& value) {
      group.content_type =
          text(value, "it must be a media type such as \"text/plain\"", [](const auto&) { return true; });
    };
    const auto is_utf8 = [](const std::string& name) { return equals_ignoring_case(name, "utf-8"); };
    read(table, Side::kCompiler,
         {{"pattern", strings(pattern), Side::kBoth},
          {"pages", flag(group.pages), Side::kBoth},
          {"prelude", paths(group.preludes)},
          {"coda", paths(group.codas)},
          {"scripting", flag(group.scripting)},
          {"el", flag(group.el)},
          {"is_xml", flag(group.is_xml)},
          {"error_on_el_not_found", flag(group.error_on_el_not_found)},
          {"trim", [&](const auto& value) { group.trim = word(value, {"off", "directives", "lines", "collapse"}); }},
          {"escape", [&](const auto& value) { group.escape = word(value, {"auto", "html", "off"}); }},
          {"raw", raw},
          {"structure", [&](const auto& value) { group.structure = word(value, {"error", "warn", "off"}); }},
          {"nonce", flag(group.nonce)},
          {"buffer", buffer},
          {"content_type", content_type},
          {"encoding", [&](const auto& value) { text(value, "only UTF-8 is supported", is_utf8); }}});
    if (contains(table, "pattern")) return;
    mistake(Kind::kBadValue, section.place, "group has no `pattern`, which says which pages it applies to");
  }

  void error_page(const TomlValue& section) {
    const TomlTable& table = *section.table();
    WebSettings::ErrorPage& page = settings_.error_pages.emplace_back();
    const auto status = [&](const TomlValue& value) {
      const std::int64_t given = value.integer() != nullptr ? *value.integer() : 0;
      if (given < 400 || given > 599) bad(value, "it must be a number from 400 to 599");
      else page.status = static_cast<int>(given);
    };
    const auto exception = [&](const TomlValue& value) {
      const auto is_name = [](const std::string& name) { return !name.empty(); };
      if (auto given = text(value, "it must be the name of a type, such as \"std::out_of_range\"", is_name))
        page.exception = std::move(given->value);
    };
    const auto path = [&](const TomlValue& value) {
      const auto is_page = [](const std::string& path) { return is_canonical(path) && is_page_path(path); };
      auto given = text(value, "it must be the path of a page, such as \"/404.page\"", is_page);
      if (!given) return;
      page.if_missing =
          mistake_at(Kind::kUnknown, value.place, "error page " + quoted(given->value) + " does not exist");
      page.page = std::move(given->value);
    };
    read(table, Side::kServer, {{"status", status}, {"exception", exception}, {"page", path}});
    if (!contains(table, "page")) mistake(Kind::kBadValue, section.place, "error page is missing its `page`");
    if (contains(table, "status") && contains(table, "exception"))
      mistake(Kind::kBadValue, section.place, "an error page is for a `status` or an `exception`, not for both");
  }

  void build(const TomlValue& section) {
    const TomlTable& table = *section.table();
    WebSettings::Build& build = settings_.build;
    const auto list = [this](std::vector<Setting<std::string>>& settings,
                             std::string (*broken_rule)(const std::string&)) {
      return strings([this, &settings, broken_rule](const TomlValue& node, const std::string& text) {
        const std::string rule = broken_rule(text);
        if (rule.empty()) settings.push_back({text, place_of(node.place)});
        else bad(node, rule);
      });
    };
    if (contains(table, "ignore")) build.ignore.clear();
    read(table, Side::kCompiler,
         {{"packages", list(build.packages, package_rule)},
          {"libraries", list(build.libraries, library_rule)},
          {"include_dirs", list(build.include_dirs, folder_rule)},
          {"definitions", list(build.definitions, definition_rule)},
          {"flags", list(build.flags, flag_rule)},
          {"ignore", list(build.ignore, pattern_rule)}});
  }

  void escape(const TomlValue& section) {
    read(*section.table(), Side::kCompiler, {{"attributes", this->table(&WebTomlReader::escaped_attributes)}});
  }

  void escaped_attributes(const TomlValue& section) {
    for (const TomlEntry& entry : *section.table()) {
      key_ = entry.key;
      const std::size_t star = key_.find('*');
      const bool is_name = !key_.empty() && key_ != "*" && (star == std::string::npos || star + 1 == key_.size());
      if (!is_name) {
        mistake(Kind::kBadValue, entry.value.place,
                "attribute " + quoted(key_) + " is not a name; `*` stands for the rest of a name, as in \"hx-on*\"");
      } else if (auto language = word(entry.value, {"js", "url", "css", "text"})) {
        settings_.escaped_attributes.push_back({to_lower(key_), std::move(language->value)});
      }
    }
  }

  void params(const TomlValue& section) {
    const TomlTable& table = *section.table();
    for (const TomlEntry& entry : table) {
      key_ = entry.key;
      if (auto given = text(entry.value, "it must be a string", [](const auto&) { return true; }))
        settings_.params.emplace(key_, std::move(given->value));
    }
  }

  void session(const TomlValue& section) {
    const TomlTable& table = *section.table();
    const auto timeout = [this](const TomlValue& value) {
      std::optional<std::int64_t> seconds;
      if (const std::int64_t* given = value.integer()) seconds = *given;
      if (const std::string* text = value.text()) seconds = seconds_of(*text);
      if (!seconds || *seconds > kMaxTimeout)
        return bad(value, "it must be a number of seconds, or a string such as \"30 min\" or \"2 h\"");
      constexpr std::int64_t kMaxInt = std::numeric_limits<int>::max();
      // As in web.xml, 0 or less means never.
      settings_.session.timeout = *seconds > 0 ? static_cast<int>(std::min(*seconds, kMaxInt)) : -1;
    };
    WebSettings::Session& session = settings_.session;
    const auto take = [](std::optional<std::string>& setting, std::optional<Setting<std::string>> given) {
      if (given) setting = std::move(given->value);
    };
    const auto take_flag = [this](std::optional<bool>& setting) {
      return [this, &setting](const auto& value) {
        std::optional<Setting<bool>> given;
        flag(given)(value);
        if (given) setting = given->value;
      };
    };
    const auto cookie = [&](const auto& value) {
      take(session.cookie, text(value, "it must be 1 to 64 letters, digits, `-` or `_`", is_cookie_name));
    };
    const auto path = [&](const auto& value) {
      const auto is_path = [](const std::string& path) { return path == "/" || is_canonical(path); };
      take(session.path, text(value, "it must be a path such as \"/\" or \"/shop\"", is_path));
    };
    read(table, Side::kServer,
         {{"timeout", timeout},
          {"store",
           [&](const auto& value) { take(session.store, word(value, {"memory", "local", "memcached", "redis"})); }},
          {"durable", take_flag(session.durable)},
          {"cookie", cookie},
          {"same_site", [&](const auto& value) { take(session.same_site, word(value, {"Lax", "Strict", "None"})); }},
          {"path", path},
          {"secure", take_flag(session.secure)}});
  }

  void format(const TomlValue& section) {
    WebSettings::Format& format = settings_.format;
    const auto take = [this](std::string& setting, const std::string& rule, auto is_valid) {
      return [this, &setting, rule, is_valid](const TomlValue& value) {
        if (auto given = text(value, rule, is_valid)) setting = std::move(given->value);
      };
    };
    const auto is_zone = [](const std::string& name) {
      return !name.empty() && std::ranges::all_of(name, [](unsigned char c) { return c > 0x20 && c < 0x7F; });
    };
    read(*section.table(), Side::kBoth,
         {{"bundle", take(format.bundle, "it must be the name of a bundle, such as \"messages\"", is_bundle_name)},
          {"locale", take(format.locale, "it must be a locale such as \"en\" or \"de_CH\"", is_locale_name)},
          {"time_zone", take(format.time_zone, "it must be a time zone such as \"Europe/Berlin\"", is_zone)}});
  }

  void imports(const TomlValue& section) {
    WebSettings::Imports& imports = settings_.imports;
    const auto allow = [&](const TomlValue& node, const std::string& text) {
      std::string why;
      auto url = SiteUrl::parse(text, why);
      const std::string where = quoted(text) + " cannot be imported from: ";
      if (!url) mistake(Kind::kBadValue, node.place, where + why);
      else if (text.find_first_of("?#") != text.npos)
        mistake(Kind::kBadValue, node.place, where + "write the path only, below which all is allowed");
      else imports.allow.push_back(*std::move(url));
    };
    const auto timeout = [&](const TomlValue& value) {
      const auto given = value.text() != nullptr ? parse_duration(*value.text()) : std::nullopt;
      if (given && *given >= kLeastFetch && *given <= kMostFetch) imports.timeout = *given;
      else bad(value, "it must be a string such as \"5 s\", from 10 ms to 1 h");
    };
    const auto max_body = [&](const TomlValue& value) {
      std::optional<std::int64_t> size;
      if (const std::int64_t* given = value.integer()) size = *given;
      if (const std::string* given = value.text()) size = parse_size(*given);
      if (size && *size >= 1 && *size <= kMostFetchBytes) imports.max_body = static_cast<std::size_t>(*size);
      else bad(value, "it must be a number of bytes, or a string such as \"10 MB\", of 1 GB at most");
    };
    const auto proxy = [&](const TomlValue& value) {
      std::string why;
      const std::string* given = value.text();
      const auto url = given != nullptr ? SiteUrl::parse(*given, why) : std::nullopt;
      if (url && url->path == "/" && url->query.empty()) imports.proxy = url->site();
      else bad(value, "it must be a URL such as \"http://proxy.example.com:3128\"");
    };
    const auto ca_file = [&](const TomlValue& value) {
      const auto is_absolute = [](const std::string& path) { return path.starts_with('/'); };
      if (auto given = text(value, "it must be the absolute path of a file", is_absolute))
        imports.ca_file = std::move(given->value);
    };
    read(*section.table(), Side::kBoth,
         {{"allow", strings(allow)},
          {"timeout", timeout},
          {"max_body", max_body},
          {"proxy", proxy},
          {"ca_file", ca_file}});
  }

  const TomlDocument document_;
  WebSettings settings_;
  /// The key of the setting being read.
  std::string key_;
  Side side_ = Side::kBoth;
};

}  // namespace

bool WebSettings::Imports::allows(const SiteUrl& url) const {
  return std::ranges::any_of(allow, [&](const SiteUrl& listed) { return listed.covers(url); });
}

std::string WebSettings::Imports::refusal_of(const SiteUrl& url) const {
  const std::string site = "\"" + url.site() + "/\"";
  return "is of another site, which `[import] allow` in WEB-INF/web.toml does not list; to import from there, " +
         (allow.empty() ? "write `allow = [" + site + "]` below `[import]`" : "add `" + site + "` to the list");
}

bool is_cookie_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 &&
         std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
}

WebSettings parse_web_settings(std::string_view text) { return WebTomlReader(text).run(); }

WebSettings read_web_settings(const std::string& root) {
  const Result<std::string> text = read_file(root + kWebSettings);
  if (text) return parse_web_settings(*text);
  const int error = text.error().code;
  WebSettings settings;
  if (error == ENOENT || error == ENOTDIR) return settings;
  Mistake& mistake = settings.mistakes.emplace_back();
  mistake.message =
      error == EISDIR ? "it is not a regular file" : std::string("it cannot be read: ") + std::strerror(error);
  return settings;
}

std::string describe(const Mistake& mistake, const std::string& root) {
  return describe_in_file(root + kWebSettings, mistake.line, mistake.column, mistake.message, mistake.excerpt,
                          mistake.place.end - mistake.place.begin);
}

}  // namespace quire
