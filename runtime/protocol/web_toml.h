#ifndef QUIRE_RUNTIME_PROTOCOL_WEB_TOML_H_
#define QUIRE_RUNTIME_PROTOCOL_WEB_TOML_H_

#include "runtime/base/url_pattern.h"
#include "runtime/protocol/site_url.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// The settings in a site's `WEB-INF/web.toml`. Groups and `[build]` are for the compiler, except
/// `pages`, which the server reads as well; the rest is for the server:
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
///     [build]
///     packages = ["sqlite3"]
///
///     [params]
///     shop_name = "Corner shop"
///
///     [session]
///     timeout = "30m"
///     same_site = "Strict"
///
///     [format]
///     bundle = "messages"
///
///     [import]
///     allow = ["https://api.example.com/v1/"]
struct WebSettings {
  /// Bytes `begin` to `end` (exclusive) of the file; for a string, those between its quotes.
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
    /// Who reports it, the compiler or the server.
    enum class Side : unsigned char { kCompiler, kServer, kBoth };

    /// Whether the server refuses the site because of it.
    bool stops_server() const { return kind != Kind::kUnknown && side != Side::kCompiler; }

    Kind kind = Kind::kBadValue;
    Side side = Side::kBoth;
    std::string message;
    Place place = {};
    /// Both from 1, the column in bytes.
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    /// For an unknown setting, the one that was probably meant.
    std::string_view near = {};
    /// The line, without its end.
    std::string excerpt = {};
  };
  /// A `[[group]]`. If it does not have a setting, other groups, the page's own directives, or the
  /// default decide.
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
    /// False if files are never pages, whatever their names.
    std::optional<Setting<bool>> pages;
    /// One of `off`, `directives`, `lines`, `collapse`.
    std::optional<Setting<std::string>> trim;
    /// One of `auto`, `html`, `off`.
    std::optional<Setting<std::string>> escape;
    /// One of `error`, `warn`, `off`: what mistakes in the nesting of HTML elements are.
    std::optional<Setting<std::string>> structure;
    /// Scripts and style sheets get a `nonce` attribute.
    std::optional<Setting<bool>> nonce;
    /// `none`, or a size such as `8kb`.
    std::optional<Setting<std::string>> buffer;
    /// As written.
    std::optional<Setting<std::string>> content_type;
    /// Paths relative to the site's root.
    std::vector<Setting<std::string>> preludes;
    std::vector<Setting<std::string>> codas;
  };
  /// For a status or an exception's type or, with neither, for every error.
  struct ErrorPage {
    int status = 0;
    std::string exception;
    /// For example `/404.page`.
    std::string page;
    /// What to report if there is no such page. It does not stop the server.
    Mistake if_missing = {};
  };

  /// `[build]`: what the C++ of pages and of `WEB-INF/src` is compiled and linked with, and what a
  /// built site does not contain. Relative paths are relative to the site's root, and do not leave
  /// the site.
  struct Build {
    /// Names for pkg-config.
    std::vector<Setting<std::string>> packages;
    /// Names such as `z`, for `libz.so` or `libz.a`, or paths of such files.
    std::vector<Setting<std::string>> libraries;
    std::vector<Setting<std::string>> include_dirs;
    /// `NAME` or `NAME=value`.
    std::vector<Setting<std::string>> definitions;
    /// Options for the compiler, such as `-Wextra`.
    std::vector<Setting<std::string>> flags;
    /// Patterns of files and folders: see `is_ignored`.
    std::vector<Setting<std::string>> ignore = {{"/README.md", {}}, {"/WEB-INF/data", {}}, {"CVS", {}}, {"_darcs", {}}};
  };

  /// `attributes` of `[escape]`: what the values of attributes are, of which HTML knows nothing.
  struct EscapedAttribute {
    /// In lower case; `*` at its end stands for any text.
    std::string name;
    /// `js`, `url`, `css` or `text`.
    std::string language;
  };

  /// `[session]`. What is not given is as the server's settings have it.
  struct Session {
    /// `memory`, `local`, `memcached` or `redis`.
    std::optional<std::string> store;
    std::optional<bool> durable;
    /// Seconds without a request after which a session ends; negative for never.
    std::optional<int> timeout;
    /// The name of the cookie, and three of its attributes.
    std::optional<std::string> cookie;
    std::optional<std::string> same_site;
    std::optional<std::string> path;
    std::optional<bool> secure;
  };

  /// `[format]`: for the tags of `fmt`, where neither the page nor the request decides. What is not given is empty.
  struct Format {
    /// The bundle of messages of pages that name none.
    std::string bundle;
    /// For example `de_CH`: the locale for visitors whose languages are not there.
    std::string locale;
    /// For example `Europe/Berlin`; the default is that of the machine.
    std::string time_zone;
  };

  /// `[import]`: what `c:import` may fetch from other sites; nothing, unless it is listed.
  struct Imports {
    /// Where each URL covers what is below it. Without a query.
    std::vector<SiteUrl> allow;
    /// For one import as a whole, with all that it is redirected to.
    std::chrono::milliseconds timeout{5000};
    /// In bytes, after decompression.
    std::size_t max_body = std::size_t{10} << 20;
    /// The URL of a proxy, such as `http://proxy.example.com:3128`; empty for none.
    std::string proxy;
    /// A file of certificates of authorities to trust instead of the machine's, an absolute path; empty for those.
    std::string ca_file;

    /// Whether pages may import that URL.
    bool allows(const SiteUrl& url) const;
    /// Why not, and what to write in web.toml, for a message that begins with the URL.
    std::string refusal_of(const SiteUrl& url) const;
  };

  /// The settings for the page at `path`, such as `/cart/view.page`. Each comes from the most
  /// specific pattern that has it; of equally specific ones, the first. Preludes and codas are
  /// those of all matching groups (Jakarta Server Pages 4.0, JSP.3.3).
  Group group_of(std::string_view path) const;
  /// Whether the file at `path` is a page if it has a page's name.
  bool may_be_page(std::string_view path) const;
  /// The page that answers an error: the one for the exception's type, or for the first of its base
  /// classes that has one, or for the status, or for all errors; null if there is none. Valid as
  /// long as this object.
  const std::string* error_page_for(int status, std::string_view exception_type,
                                    const std::vector<std::string>& bases = {}) const;
  /// Whether a built site does not contain the file or folder at `path`, such as `/docs/a.md`: it
  /// or one of its parent folders matches a pattern of `build.ignore` (see fnmatch(3); `*` does not
  /// match `/`). A pattern that contains a slash is for whole paths, any other one for names.
  bool is_ignored(const std::string& path) const;
  /// The first mistake because of which the server refuses the site, or null.
  const Mistake* refusal() const;

  std::vector<Group> groups;
  /// The files to serve for a folder: the first one that exists.
  std::vector<std::string> welcome = {"index.page", "index.html", "index.htm"};
  std::vector<ErrorPage> error_pages;
  Build build;
  std::vector<EscapedAttribute> escaped_attributes;
  /// What `application.init_param` returns.
  std::map<std::string, std::string, std::less<>> params;
  Session session;
  Format format;
  Imports imports;
  /// Sorted by position.
  std::vector<Mistake> mistakes;
};

/// The path of the settings within the site.
inline constexpr const char kWebSettings[] = "/WEB-INF/web.toml";

/// Reads the text of a web.toml. Settings with mistakes keep their defaults.
WebSettings parse_web_settings(std::string_view text);
/// Reads the web.toml of the site in folder `root`; defaults if there is none.
WebSettings read_web_settings(const std::string& root);

/// The mistake for the log, followed by the line of the file, but without a last line feed:
///
///     /srv/shop/WEB-INF/web.toml:3:9: bad value for `welcome`; …
///     welcome = 3
///               ^
std::string describe(const WebSettings::Mistake& mistake, const std::string& root);

/// Whether a session cookie may have that name: 1 to 64 letters, digits, `-` or `_`.
bool is_cookie_name(const std::string& name);

/// Whether a file has a page's name: it ends with `.page`, or with `.pagex` for XML.
bool is_page_path(std::string_view path);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_WEB_TOML_H_
