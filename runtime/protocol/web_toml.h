#ifndef QUIRE_RUNTIME_PROTOCOL_WEB_TOML_H_
#define QUIRE_RUNTIME_PROTOCOL_WEB_TOML_H_

#include "runtime/base/url_pattern.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// What a site's `WEB-INF/web.toml` says. Groups are for the compiler, and
/// `pages` in them for the server too; the rest is for the server:
///
///     welcome = ["index.page", "index.html"]
///
///     [[group]]
///     pattern = "/uploads/*"
///     pages = false
///
///     [[error_page]]
///     status = 404
///     page = "/404.page"
///
///     [params]
///     shop_name = "Corner shop"
///
///     [session]
///     timeout = "30m"
struct WebSettings {
  /// Bytes `begin` to `end` (exclusive) of the file; of a string, between its quotes.
  struct Place {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  template <typename T>
  struct Setting {
    T value;
    Place place;
  };
  struct Mistake {
    enum class Kind : unsigned char { kMalformed, kUnknown, kBadValue };
    /// Who reports it.
    enum class Side : unsigned char { kCompiler, kServer, kBoth };

    /// Whether the server refuses the site for it.
    bool stops_server() const { return kind != Kind::kUnknown && side != Side::kCompiler; }

    Kind kind = Kind::kBadValue;
    Side side = Side::kBoth;
    std::string message;
    Place place = {};
    /// Both from 1, the column in bytes.
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    /// Of an unknown setting, what was probably meant.
    std::string_view near = {};
  };
  /// A `[[group]]`. What it does not say is absent: then other groups decide,
  /// the page's own directives, or the default.
  struct Group {
    std::vector<UrlPattern> patterns;
    /// Scriptlets, expressions and declarations are allowed.
    std::optional<Setting<bool>> scripting;
    /// `${…}` is an expression, unless the page's `isELIgnored` says otherwise.
    std::optional<Setting<bool>> el;
    std::optional<Setting<bool>> is_xml;
    std::optional<Setting<bool>> error_on_el_not_found;
    /// `<%- … %>` is refused.
    std::optional<Setting<bool>> raw_is_error;
    /// False where files are never pages, whatever they are called.
    std::optional<Setting<bool>> pages;
    /// One of `off`, `directives`, `lines`, `collapse`.
    std::optional<Setting<std::string>> trim;
    /// One of `auto`, `html`, `off`.
    std::optional<Setting<std::string>> escape;
    /// `none`, or a size as in `8kb`.
    std::optional<Setting<std::string>> buffer;
    /// As written.
    std::optional<Setting<std::string>> content_type;
    /// Paths from the site's root.
    std::vector<Setting<std::string>> preludes;
    std::vector<Setting<std::string>> codas;
  };
  /// For a status, or an exception's type; with neither, for every error.
  struct ErrorPage {
    int status = 0;
    std::string exception;
    /// As in `/404.page`.
    std::string page;
  };

  /// What holds for the page at `path`, as in `/cart/view.page`. Of each setting
  /// the value of the most specific pattern, of equal ones the first; preludes
  /// and codas of all groups (Jakarta Server Pages 4.0, JSP.3.3).
  Group group_of(std::string_view path) const;
  /// Whether the file at `path` is a page if it is called so.
  bool may_be_page(std::string_view path) const;
  /// The page that answers an error: that of the exception's type, else of the
  /// first of its base classes that has one, else of the status, else the one
  /// for all; null for none. Lives as long as this.
  const std::string* error_page_for(int status, std::string_view exception_type,
                                    const std::vector<std::string>& bases = {}) const;
  /// The first mistake for which the server refuses the site; null for none.
  const Mistake* refusal() const;

  std::vector<Group> groups;
  /// Files that a folder shows, the first that is there.
  std::vector<std::string> welcome = {"index.page", "index.html", "index.htm"};
  std::vector<ErrorPage> error_pages;
  /// What `application.init_param` says.
  std::map<std::string, std::string, std::less<>> params;
  /// Seconds without a request after which sessions end; negative for never.
  int session_timeout = 1800;
  /// In order of position.
  std::vector<Mistake> mistakes;
};

/// Where the settings are, within the site.
inline constexpr const char kWebSettings[] = "/WEB-INF/web.toml";

/// Reads the text of a web.toml. What has mistakes keeps its default.
WebSettings parse_web_settings(std::string_view text);
/// Reads that of the site in folder `root`; defaults where there is none.
WebSettings read_web_settings(const std::string& root);

/// A mistake as a line for the log: `/srv/shop/WEB-INF/web.toml:3:9: …`.
std::string describe(const WebSettings::Mistake& mistake, const std::string& root);

/// Whether a file is called as a page: `.page` or, for one in XML, `.pagex` at its end.
bool is_page_path(std::string_view path);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_WEB_TOML_H_
