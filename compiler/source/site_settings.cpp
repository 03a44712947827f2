#include "compiler/source/site_settings.h"

#include "runtime/base/ascii.h"
#include "runtime/base/utf8.h"

#include <toml++/toml.h>

#include <algorithm>
#include <initializer_list>
#include <span>
#include <utility>

namespace quire::compiler {
namespace {

constexpr std::string_view kBoolRule = "it is `true` or `false`";

struct SwitchKey {
  std::string_view name;
  std::optional<Setting<bool>> GroupSettings::* setting;
};

constexpr SwitchKey kSwitches[] = {{"scripting", &GroupSettings::scripting},
                                   {"el", &GroupSettings::el},
                                   {"is_xml", &GroupSettings::is_xml},
                                   {"error_on_el_not_found", &GroupSettings::error_on_el_not_found},
                                   {"pages", &GroupSettings::pages}};

constexpr std::string_view kGroupKeys[] = {"pattern", "prelude", "coda",         "scripting", "el",
                                           "is_xml",  "pages",   "trim",         "escape",    "error_on_el_not_found",
                                           "buffer",  "raw",     "content_type", "encoding"};

/// All but `group` are the server's to read.
constexpr std::string_view kTopKeys[] = {"group", "welcome", "error_page", "params", "session", "route", "filter"};

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

/// `none`, or digits and `kb`.
bool is_buffer_size(std::string_view text) {
  if (text == "none") return true;
  if (!text.ends_with("kb") || text.size() < 3 || text.size() > 8) return false;
  return std::all_of(text.begin(), text.end() - 2, is_digit);
}

class SettingsReader {
 public:
  SettingsReader(FileId file, const SourceFile& source) : file_(file), source_(source) {}

  SiteSettings run() {
    try {
      top(toml::parse(source_.bytes()));
    } catch (const toml::parse_error& error) {
      std::string message(error.description());
      constexpr std::string_view kPreface = "Error while parsing ";
      if (message.starts_with(kPreface)) message.erase(0, kPreface.size());
      else message[0] = to_lower(message[0]);
      mistake(SettingsMistakeKind::kMalformed, span_of(error.source()), "malformed TOML: " + message);
    }
    return std::move(site_);
  }

 private:
  /// toml++ counts columns in characters.
  std::uint32_t offset_of(toml::source_position at) const {
    if (at.line == 0) return 0;
    const std::string_view line = source_.line(at.line);
    std::size_t offset = 0;
    for (toml::source_index column = 1; column < at.column && offset < line.size(); ++column)
      offset += decode_utf8(line, offset).size;
    return static_cast<std::uint32_t>(static_cast<std::size_t>(line.data() - source_.bytes().data()) + offset);
  }

  Span span_of(const toml::source_region& region) const {
    Span span{file_, offset_of(region.begin), offset_of(region.end)};
    span.end = std::max(span.begin, span.end);
    const std::string_view text = source_.bytes().substr(span.begin, span.size());
    const bool is_quoted = text.size() > 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
    if (is_quoted && text[1] != text[0]) ++span.begin, --span.end;
    return span;
  }

  void mistake(SettingsMistakeKind kind, Span span, std::string message) {
    site_.mistakes.push_back({kind, span, std::move(message)});
  }
  void bad_value(std::string_view key, const toml::node& value, std::string_view rule) {
    std::string message = "bad value of " + quoted(key) + "; " + std::string(rule);
    mistake(SettingsMistakeKind::kBadValue, span_of(value.source()), std::move(message));
  }
  void unknown(SettingsMistakeKind kind, const toml::key& key, const char* what,
               std::span<const std::string_view> known) {
    mistake(kind, span_of(key.source()), what + quoted(key.str()));
    site_.mistakes.back().known_keys.assign(known.begin(), known.end());
  }

  void top(const toml::table& table) {
    for (const auto& [key, value] : table) {
      if (key != "group") {
        if (std::ranges::find(kTopKeys, key.str()) == std::end(kTopKeys))
          unknown(SettingsMistakeKind::kUnknownTable, key, "unknown table ", kTopKeys);
        continue;
      }
      const toml::array* groups = value.as_array();
      if (groups == nullptr || !groups->is_homogeneous<toml::table>()) {
        bad_value("group", value, "each group begins with a line `[[group]]`");
        continue;
      }
      for (const toml::node& group : *groups) this->group(*group.as_table());
    }
  }

  void group(const toml::table& table) {
    GroupRule& group = site_.groups.emplace_back();
    for (const auto& [key, value] : table) entry(key, value, group);
    if (table.contains("pattern")) return;
    mistake(SettingsMistakeKind::kBadValue, span_of(table.source()),
            "group without a `pattern` that says which pages are meant");
  }

  void entry(const toml::key& key, const toml::node& value, GroupRule& group) {
    const std::string_view name = key.str();
    GroupSettings& settings = group.settings;
    const auto is_switch = std::ranges::find(kSwitches, name, &SwitchKey::name);
    if (is_switch != std::end(kSwitches)) turn(name, value, settings.*(is_switch->setting));
    else if (name == "pattern") patterns(value, group);
    else if (name == "prelude") paths(name, value, settings.preludes);
    else if (name == "coda") paths(name, value, settings.codas);
    else if (name == "trim") word(name, value, {"off", "directives", "lines", "collapse"}, settings.trim);
    else if (name == "escape") word(name, value, {"auto", "html", "off"}, settings.escape);
    else if (name == "raw") raw(value, settings);
    else if (name == "buffer") buffer(value, settings);
    else if (name == "content_type") content_type(value, settings);
    else if (name == "encoding") encoding(value);
    else unknown(SettingsMistakeKind::kUnknownKey, key, "unknown setting ", kGroupKeys);
  }

  void turn(std::string_view name, const toml::node& value, std::optional<Setting<bool>>& setting) {
    const auto given = value.value_exact<bool>();
    if (given) setting = {*given, span_of(value.source())};
    else bad_value(name, value, kBoolRule);
  }

  void word(std::string_view name, const toml::node& value, std::initializer_list<std::string_view> words,
            std::optional<Setting<std::string>>& setting) {
    const auto given = value.value_exact<std::string>();
    if (given && std::find(words.begin(), words.end(), *given) != words.end()) {
      setting = {*given, span_of(value.source())};
      return;
    }
    std::string rule = "it is one of";
    for (const std::string_view one : words) rule += (one == *words.begin() ? " \"" : ", \"") + std::string(one) + "\"";
    bad_value(name, value, rule);
  }

  void raw(const toml::node& value, GroupSettings& settings) {
    std::optional<Setting<std::string>> given;
    word("raw", value, {"allow", "error"}, given);
    if (given) settings.raw_is_error = {given->value == "error", given->span};
  }

  void buffer(const toml::node& value, GroupSettings& settings) {
    const auto given = value.value_exact<std::string>();
    if (given && is_buffer_size(*given)) settings.buffer = {*given, span_of(value.source())};
    else bad_value("buffer", value, "it is \"none\" or a size as in \"8kb\"");
  }

  void content_type(const toml::node& value, GroupSettings& settings) {
    const auto given = value.value_exact<std::string>();
    if (given) settings.content_type = {*given, span_of(value.source())};
    else bad_value("content_type", value, "it is a media type as in \"text/plain\"");
  }

  void encoding(const toml::node& value) {
    const auto given = value.value_exact<std::string>();
    if (!given || !equals_ignoring_case(*given, "utf-8")) bad_value("encoding", value, "pages are written in UTF-8");
  }

  /// The string that `value` is, or each of its list.
  template <typename Take>
  void strings(std::string_view name, const toml::node& value, const Take& take) {
    const auto one = [&](const toml::node& node) {
      if (const toml::value<std::string>* text = node.as_string()) take(text->get(), span_of(node.source()));
      else bad_value(name, node, "it is a string, or a list of strings");
    };
    if (const toml::array* list = value.as_array()) std::for_each(list->begin(), list->end(), one);
    else one(value);
  }

  void patterns(const toml::node& value, GroupRule& group) {
    strings("pattern", value, [&](const std::string& text, Span span) {
      std::string wrong;
      if (auto pattern = UrlPattern::parse(text, wrong)) group.patterns.push_back(*std::move(pattern));
      else mistake(SettingsMistakeKind::kBadValue, span, std::move(wrong));
    });
  }

  void paths(std::string_view name, const toml::node& value, std::vector<Setting<std::string>>& paths) {
    strings(name, value, [&](const std::string& text, Span span) {
      if (text.starts_with('/')) paths.push_back({text, span});
      else
        mistake(
            SettingsMistakeKind::kBadValue, span,
            "path " + quoted(text) + " of a " + std::string(name) + " begins with no `/`, which is the site's root");
    });
  }

  const FileId file_;
  const SourceFile& source_;
  SiteSettings site_;
};

}  // namespace

SiteSettings read_site_settings(FileId file, const SourceFile& source) { return SettingsReader(file, source).run(); }

GroupSettings settings_of(const SiteSettings& site, std::string_view path) {
  struct Match {
    const UrlPattern* pattern;
    const GroupRule* group;
  };
  std::vector<Match> matches;
  GroupSettings result;
  const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
  for (const GroupRule& group : site.groups) {
    const UrlPattern* best = nullptr;
    for (const UrlPattern& pattern : group.patterns)
      if (pattern.matches(path) && (best == nullptr || pattern.is_more_specific_than(*best))) best = &pattern;
    if (best == nullptr) continue;
    matches.push_back({best, &group});
    append(result.preludes, group.settings.preludes);
    append(result.codas, group.settings.codas);
  }
  // Groups stand in the order of the file.
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    if (a.pattern->is_more_specific_than(*b.pattern)) return true;
    return !b.pattern->is_more_specific_than(*a.pattern) && a.group < b.group;
  });
  for (const Match& match : matches) {
    const auto take = [&](auto setting) {
      if (!(result.*setting)) result.*setting = match.group->settings.*setting;
    };
    for (const SwitchKey& key : kSwitches) take(key.setting);
    take(&GroupSettings::raw_is_error);
    take(&GroupSettings::trim);
    take(&GroupSettings::escape);
    take(&GroupSettings::buffer);
    take(&GroupSettings::content_type);
  }
  return result;
}

}  // namespace quire::compiler
