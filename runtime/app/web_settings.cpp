#include "runtime/app/web_settings.h"

#include "runtime/app/webapp.h"
#include "runtime/base/file.h"
#include "runtime/http/url.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>
#include <utility>

namespace quire {

namespace {

/// A hundred years: sums with times stay far from the end of their type.
constexpr std::int64_t kMaxTimeout = std::int64_t{100} * 366 * 24 * 3600;

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

/// A path within the webapp as requests have them: `/a/b.page`.
bool is_canonical(const std::string& path) { return http::canonical_path(path) == path && path.starts_with('/'); }

/// Seconds, as in `1800` or `30m`.
std::optional<std::int64_t> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || count < 0 || count > kMaxTimeout) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit.empty() || unit == "s") return count;
  if (unit == "m") return count * 60;
  if (unit == "h") return count * 3600;
  if (unit == "d") return count * 86400;
  return std::nullopt;
}

class SettingsReader {
 public:
  explicit SettingsReader(std::string_view text) : text_(text) {}

  WebSettings run() {
    try {
      top(toml::parse(text_));
    } catch (const toml::parse_error& error) {
      std::string_view what = error.description();
      constexpr std::string_view kPreface = "Error while parsing ";
      if (what.starts_with(kPreface)) what.remove_prefix(kPreface.size());
      settings_.mistakes.push_back(mistake(error.source(), "malformed TOML: " + std::string(what)));
    }
    return std::move(settings_);
  }

 private:
  /// toml++ counts columns in characters.
  WebSettings::Mistake mistake(const toml::source_region& region, std::string message) const {
    std::string_view line = text_;
    for (toml::source_index number = 1; number < region.begin.line; ++number)
      line.remove_prefix(std::min(line.find('\n'), line.size() - 1) + 1);
    const auto is_inside = [&](std::size_t at) {
      return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80;
    };
    std::uint32_t column = 1;
    for (toml::source_index left = region.begin.column; left > 1 && column <= line.size(); --left) do
        ++column;
      while (is_inside(column - 1));
    return {std::move(message), std::max<std::uint32_t>(region.begin.line, 1), column};
  }
  void wrong(const toml::node& node, std::string message) {
    settings_.mistakes.push_back(mistake(node.source(), std::move(message)));
  }
  void unknown(const toml::key& key, std::string_view where) {
    settings_.warnings.push_back(
        mistake(key.source(), "unknown key " + quoted(key.str()) + std::string(where) + ": it has no effect"));
  }

  void top(const toml::table& table) {
    for (const auto& [key, value] : table) {
      if (key == "welcome") welcome(value);
      else if (key == "error_page") each_table(key, value, [this](const toml::table& page) { error_page(page); });
      else if (key == "group") each_table(key, value, [this](const toml::table& group) { this->group(group); });
      else if (key == "params") one_table(key, value, [this](const toml::table& params) { this->params(params); });
      else if (key == "session") one_table(key, value, [this](const toml::table& session) { this->session(session); });
      else unknown(key, "");
    }
  }

  template <typename Take>
  void each_table(const toml::key& key, const toml::node& value, const Take& take) {
    const toml::array* tables = value.as_array();
    if (tables == nullptr || (!tables->empty() && !tables->is_homogeneous<toml::table>()))
      return wrong(value, "each begins with a line `[[" + std::string(key.str()) + "]]`");
    for (const toml::node& table : *tables) take(*table.as_table());
  }

  template <typename Take>
  void one_table(const toml::key& key, const toml::node& value, const Take& take) {
    if (const toml::table* table = value.as_table()) take(*table);
    else wrong(value, "it begins with a line `[" + std::string(key.str()) + "]`");
  }

  /// The string that `value` is, or each of its list.
  template <typename Take>
  void strings(const toml::node& value, const char* what, const Take& take) {
    const auto one = [&](const toml::node& node) {
      if (const toml::value<std::string>* text = node.as_string()) take(node, text->get());
      else wrong(node, std::string(what) + " is a string, or a list of strings");
    };
    if (const toml::array* list = value.as_array()) std::for_each(list->begin(), list->end(), one);
    else one(value);
  }

  void welcome(const toml::node& value) {
    settings_.welcome.clear();
    strings(value, "`welcome`", [this](const toml::node& node, const std::string& name) {
      if (is_canonical("/" + name) && !name.empty() && !name.ends_with('/')) settings_.welcome.push_back(name);
      else wrong(node, quoted(name) + " is no name of a file, as `index.page` is one");
    });
  }

  void error_page(const toml::table& table) {
    WebSettings::ErrorPage page;
    for (const auto& [key, value] : table) {
      if (key == "status") {
        page.status = static_cast<int>(std::clamp<std::int64_t>(value.value_exact<std::int64_t>().value_or(0), 0, 600));
        if (page.status < 400 || page.status > 599) wrong(value, "`status` is a number from 400 to 599");
      } else if (key == "exception") {
        page.exception = value.value_exact<std::string>().value_or("");
        if (page.exception.empty()) wrong(value, "`exception` is a type's name as in \"std::out_of_range\"");
      } else if (key == "page") {
        page.page = value.value_exact<std::string>().value_or("");
        if (!is_canonical(page.page) || !is_page_path(page.page))
          wrong(value, "`page` is a page's path as in \"/404.page\"");
      } else {
        unknown(key, " of an error page");
      }
    }
    if (!table.contains("page")) wrong(table, "error page without its `page`");
    if (table.contains("status") && table.contains("exception"))
      wrong(table, "an error page is for a `status` or for an `exception`, not for both");
    settings_.error_pages.push_back(std::move(page));
  }

  void params(const toml::table& table) {
    for (const auto& [key, value] : table) {
      if (const toml::value<std::string>* text = value.as_string())
        settings_.params.emplace(std::string(key.str()), text->get());
      else wrong(value, "parameter " + quoted(key.str()) + " is no string");
    }
  }

  void session(const toml::table& table) {
    for (const auto& [key, value] : table) {
      if (key != "timeout") {
        unknown(key, " of `[session]`");
        continue;
      }
      std::optional<std::int64_t> seconds = value.value_exact<std::int64_t>();
      if (const toml::value<std::string>* text = value.as_string()) seconds = parse_duration(text->get());
      if (!seconds || *seconds > kMaxTimeout)
        wrong(value, "`timeout` is a number of seconds, or a text as in \"30m\" with `s`, `m`, `h` or `d`");
      // As in web.xml, 0 or less stands for never.
      else settings_.session_timeout = *seconds > 0 ? static_cast<int>(std::min<std::int64_t>(*seconds, kMaxInt)) : -1;
    }
  }

  /// Of a group's keys the compiler reports the unknown ones.
  void group(const toml::table& table) {
    WebSettings::PageRule rule;
    if (const toml::node* pattern = table.get("pattern"))
      strings(*pattern, "`pattern`", [&](const toml::node& node, const std::string& text) {
        std::string message;
        if (auto parsed = UrlPattern::parse(text, message)) rule.patterns.push_back(*std::move(parsed));
        else wrong(node, std::move(message));
      });
    const toml::node* pages = table.get("pages");
    if (pages == nullptr) return;
    const auto given = pages->value_exact<bool>();
    if (!given) return wrong(*pages, "`pages` is `true` or `false`");
    rule.pages = *given;
    settings_.page_rules.push_back(std::move(rule));
  }

  static constexpr std::int64_t kMaxInt = std::numeric_limits<int>::max();

  const std::string_view text_;
  WebSettings settings_;
};

}  // namespace

bool WebSettings::may_be_page(std::string_view path) const {
  const UrlPattern* best = nullptr;
  bool pages = true;
  for (const PageRule& rule : page_rules)
    for (const UrlPattern& pattern : rule.patterns) {
      if (!pattern.matches(path) || (best != nullptr && !pattern.is_more_specific_than(*best))) continue;
      best = &pattern;
      pages = rule.pages;
    }
  return pages;
}

const std::string* WebSettings::error_page_for(int status, std::string_view exception_type) const {
  const ErrorPage* best = nullptr;
  const auto rank = [&](const ErrorPage& page) {
    if (!page.exception.empty()) return page.exception == exception_type ? 3 : 0;
    if (page.status != 0) return page.status == status ? 2 : 0;
    return 1;
  };
  for (const ErrorPage& page : error_pages)
    if (rank(page) > (best == nullptr ? 0 : rank(*best))) best = &page;
  return best == nullptr ? nullptr : &best->page;
}

const std::string* WebSettings::error_page_for(int status, std::string_view exception_type,
                                               const std::vector<std::string>& bases) const {
  const auto has_page = [&](std::string_view type) {
    return std::any_of(error_pages.begin(), error_pages.end(),
                       [&](const ErrorPage& page) { return !type.empty() && page.exception == type; });
  };
  if (has_page(exception_type)) return error_page_for(status, exception_type);
  const auto base = std::find_if(bases.begin(), bases.end(), has_page);
  return error_page_for(status, base == bases.end() ? std::string_view() : *base);
}

WebSettings parse_web_settings(std::string_view text) { return SettingsReader(text).run(); }

WebSettings read_web_settings(const std::string& root) {
  const Result<std::string> text = read_file(root + kWebSettings);
  if (text) return parse_web_settings(*text);
  const int error = text.error().code;
  WebSettings settings;
  if (error == EISDIR) settings.mistakes.push_back({"it is no regular file", 1, 1});
  else if (error != ENOENT && error != ENOTDIR)
    settings.mistakes.push_back({std::string("it cannot be read: ") + std::strerror(error), 1, 1});
  return settings;
}

std::string describe(const WebSettings::Mistake& mistake, const std::string& root) {
  return root + kWebSettings + ":" + std::to_string(mistake.line) + ":" + std::to_string(mistake.column) + ": " +
         mistake.message;
}

}  // namespace quire
