#ifndef QUIRE_RUNTIME_APP_WEBAPP_H_
#define QUIRE_RUNTIME_APP_WEBAPP_H_

#include "runtime/app/message_files.h"
#include "runtime/app/other_releases.h"
#include "runtime/app/site_files.h"
#include "runtime/base/url_pattern.h"
#include "runtime/session/attributes.h"
#include "runtime/session/session_settings.h"
#include "runtime/session/store.h"

#include <quire/application.h>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// A web application: context path, files, settings, sessions and application values.
/// Thread-safe.
class Webapp final : public Application {
 public:
  struct Options {
    /// Empty for the root webapp, else for example `/my shop`: a canonical path, not encoded.
    std::string context_path;
    /// Writes a line to the server's log.
    std::function<void(std::string_view)> log;
    /// Of the server; web.toml may change them for this webapp.
    SessionSettings sessions = {};
    /// Where `local` sessions are kept; empty for nowhere.
    std::string sessions_file = {};
    /// Writes what an operator should know; empty for `log`.
    std::function<void(std::string_view)> warn = {};
    /// In development, where no store is shared with other machines: sessions are in memory instead.
    bool has_no_shared_store = false;
    /// The folder that contains the releases of the site, of which `root` is one; empty for none.
    std::string releases = {};
  };

  /// Reads the settings, and logs errors in them. Throws `std::runtime_error` if sessions cannot be kept in the
  /// store that the settings name.
  Webapp(Options options, std::unique_ptr<const SiteFiles> files);
  /// The same for the folder `root`, an absolute path.
  Webapp(Options options, std::string root);

  std::string_view init_param(std::string_view name) const override;
  std::vector<std::string> init_param_names() const override;
  std::string_view context_path() const override { return context_path_; }
  std::string real_path(std::string_view path) const override;
  void log(std::string_view text) override { options_.log(text); }
  std::string asset(std::string_view path) const override;
  void remove(std::string_view name) override { attributes_.remove(name); }
  std::vector<std::string> names() const override { return attributes_.names(); }

  /// The context path in the form of `SiteRequest::path`: decoded.
  const std::string& decoded_context_path() const { return options_.context_path; }
  const SiteFiles& files() const { return *files_; }
  /// Those from which an asset comes: `files()`, unless only another release has that version of it.
  const SiteFiles& files_with(const std::string& path, std::string_view version) const;
  /// The folder's absolute path, or the name of a site without a folder.
  const std::string& root() const { return files_->root(); }
  /// The contents of web.toml when it was last read; valid as long as the webapp.
  const WebSettings& settings() const { return version_.load()->settings; }
  /// Reads web.toml again if it has changed.
  void refresh_settings();
  SessionStore& sessions() { return *sessions_; }
  MessageFiles& messages() { return messages_; }
  /// As web.toml and the server's settings have it; valid as long as the webapp.
  const SessionSettings::Cookie& session_cookie() const { return version_.load()->sessions.cookie; }
  /// Whether requests for `path`, in the webapp, prolong their sessions.
  bool prolongs_session(std::string_view path) const { return !no_session_paths_ || !no_session_paths_->matches(path); }
  /// The path for cookies: the context path, `/` for the root. It is written as in `path`, the encoded path of a
  /// request for this webapp, because browsers compare it with URLs as they are (RFC 6265 section 5.1.4). Valid as long
  /// as both.
  std::string_view cookie_path(std::string_view path) const;

 protected:
  std::optional<Stored> load(std::string_view name) const override { return attributes_.load(name); }
  void save(std::string_view name, Stored stored) override { attributes_.save(name, std::move(stored)); }
  void change_stored(std::string_view name, Change change, void* closure) override {
    attributes_.change(name, change, closure);
  }

 private:
  struct Version {
    WebSettings settings;
    SessionSettings sessions;
  };

  void read_settings();
  void warn(std::string_view text) const { (options_.warn ? options_.warn : options_.log)(text); }

  const Options options_;
  const std::string context_path_;
  const std::unique_ptr<const SiteFiles> files_;
  const std::unique_ptr<const OtherReleases> releases_;
  MessageFiles messages_;
  std::mutex reading_;
  FileLook seen_;
  /// All versions are kept, because requests in progress use them, and pages have views
  /// of their parameters.
  std::deque<Version> versions_;
  std::atomic<const Version*> version_ = nullptr;
  /// Paths whose requests do not prolong sessions.
  std::optional<UrlPattern> no_session_paths_;
  Attributes attributes_;
  std::unique_ptr<SessionStore> sessions_;
};

/// What a path in a webapp refers to.
struct Route {
  enum class Kind : unsigned char { kPage, kFile, kRedirect, kNotFound };
  Kind kind = Kind::kNotFound;
  /// The path of the page or file in the webapp, or the target of the redirect.
  std::string path;
  /// The version of a file that was requested by its name from `Webapp::asset`.
  std::string version = {};
};

/// Finds what `path` (canonical, without the context path) refers to: a page, a static
/// file, possibly with a version in its name, a folder's welcome file, or a folder
/// without its trailing slash. Never finds what is private; see `is_private_path`.
Route route(const Webapp& webapp, const std::string& path);
/// The same, into `found`, whose memory is used again.
void route(const Webapp& webapp, const std::string& path, Route& found);

/// `url` resolved relative to the page `from`: the path is canonical and in the webapp,
/// the query separate. Throws `std::invalid_argument` if it leads out of the webapp.
struct PageTarget {
  std::string path;
  std::string query;
};
PageTarget resolve_page(std::string_view url, std::string_view from);

/// The path of a file, and its version: `/css/style.3f2a1b2c.css` stands for
/// `/css/style.css` with content whose hash begins with these digits.
struct AssetName {
  std::string path;
  /// 8 hexadecimal digits, lower case.
  std::string version;

  /// The path that browsers request: the version is inserted before the last dot of
  /// the file name, or appended if there is no dot.
  std::string text() const;
};

/// The name of the file whose content has that hash.
AssetName asset_name(std::string path, std::string_view content_hash);

/// The inverse of `text`; returns nullopt for a path without a version.
std::optional<AssetName> parse_asset_name(std::string_view path);

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_WEBAPP_H_
