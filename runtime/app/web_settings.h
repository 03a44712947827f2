#ifndef QUIRE_RUNTIME_APP_WEB_SETTINGS_H_
#define QUIRE_RUNTIME_APP_WEB_SETTINGS_H_

#include "runtime/base/url_pattern.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// What the server reads of a webapp's `WEB-INF/web.toml`; the compiler reads
/// the rest of it:
///
///     welcome = ["index.page", "index.html"]
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
///
///     [[group]]
///     pattern = "/uploads/*"
///     pages = false
struct WebSettings {
  /// Something is wrong in web.toml; both from 1, the column in bytes.
  struct Mistake {
    std::string message;
    std::uint32_t line = 1;
    std::uint32_t column = 1;
  };
  /// For a status, or an exception's type; with neither, for every error.
  struct ErrorPage {
    int status = 0;
    std::string exception;
    /// As in `/404.page`.
    std::string page;
  };
  /// Of a `[[group]]` that says whether files are pages.
  struct PageRule {
    std::vector<UrlPattern> patterns;
    bool pages = true;
  };

  /// Files that a folder shows, the first that is there.
  std::vector<std::string> welcome = {"index.page", "index.html", "index.htm"};
  std::vector<ErrorPage> error_pages;
  /// What `application.init_param` says.
  std::map<std::string, std::string, std::less<>> params;
  /// Seconds without a request after which sessions end; negative for never.
  int session_timeout = 1800;
  std::vector<PageRule> page_rules;
  /// With any of them the webapp is not to be served.
  std::vector<Mistake> mistakes;
  /// Keys that nobody knows.
  std::vector<Mistake> warnings;

  /// Whether the file at `path` is a page if it is called so. The most
  /// specific pattern decides, of equal ones the first.
  bool may_be_page(std::string_view path) const;
  /// The page that answers an error: that of the exception's type, else of the
  /// status, else the one for all; null for none. Lives as long as this.
  const std::string* error_page_for(int status, std::string_view exception_type) const;
  /// The same for a type with base classes: that of the type, else of the first
  /// base that has one.
  const std::string* error_page_for(int status, std::string_view exception_type,
                                    const std::vector<std::string>& bases) const;
};

/// Where the settings stand, within the webapp.
inline constexpr const char kWebSettings[] = "/WEB-INF/web.toml";

/// Reads the text of a web.toml. What has mistakes keeps its default.
WebSettings parse_web_settings(std::string_view text);
/// Reads that of the webapp in folder `root`; defaults where there is none.
WebSettings read_web_settings(const std::string& root);

/// A mistake as a line for the log: `/srv/shop/WEB-INF/web.toml:3:9: …`.
std::string describe(const WebSettings::Mistake& mistake, const std::string& root);

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_WEB_SETTINGS_H_
