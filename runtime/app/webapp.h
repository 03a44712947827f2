#ifndef QUIRE_RUNTIME_APP_WEBAPP_H_
#define QUIRE_RUNTIME_APP_WEBAPP_H_

#include "runtime/app/site_files.h"
#include "runtime/session/attributes.h"
#include "runtime/session/store.h"

#include <quire/application.h>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace quire {

/// One context path with its folder, settings, sessions and application
/// values. Thread-safe.
class Webapp final : public Application {
 public:
  struct Options {
    /// Empty for the root webapp, else as in `/shop`.
    std::string context_path;
    /// Takes a line for the server's log.
    std::function<void(std::string_view)> log;
  };

  /// Reads the settings; what is wrong with them is logged.
  Webapp(Options options, std::unique_ptr<const SiteFiles> files);
  /// The same for the folder `root`, a whole path.
  Webapp(Options options, std::string root);

  std::string_view init_param(std::string_view name) const override;
  std::string_view context_path() const override { return options_.context_path; }
  std::string real_path(std::string_view path) const override;
  void log(std::string_view text) override { options_.log(text); }
  std::string asset(std::string_view path) const override;
  void remove(std::string_view name) override { attributes_.remove(name); }

  const SiteFiles& files() const { return *files_; }
  /// The folder's whole path, or the name of a site that is in none: for people.
  const std::string& root() const { return files_->root(); }
  /// What web.toml said when it was read last; lives as long as the webapp.
  const WebSettings& settings() const { return *settings_.load(); }
  /// Reads web.toml again where it looks different.
  void refresh_settings();
  SessionStore& sessions() { return *sessions_; }
  /// The path of the session cookie: the context path, `/` for the root.
  std::string cookie_path() const { return options_.context_path.empty() ? "/" : options_.context_path; }

 protected:
  std::optional<Stored> load(std::string_view name) const override { return attributes_.load(name); }
  void save(std::string_view name, Stored stored) override { attributes_.save(name, std::move(stored)); }
  void change_stored(std::string_view name, Change change, void* closure) override {
    attributes_.change(name, change, closure);
  }

 private:
  void read_settings();

  const Options options_;
  const std::unique_ptr<const SiteFiles> files_;
  std::mutex reading_;
  FileLook seen_;
  /// Every version stays: requests under way use it, and pages keep views of
  /// its parameters.
  std::deque<WebSettings> versions_;
  std::atomic<const WebSettings*> settings_ = nullptr;
  Attributes attributes_;
  const std::unique_ptr<SessionStore> sessions_;
};

/// What a path within a webapp means.
struct Route {
  enum class Kind : unsigned char { kPage, kFile, kRedirect, kNotFound };
  Kind kind = Kind::kNotFound;
  /// The page's or the file's path in the webapp; for a redirect, where to.
  std::string path;
  /// Of a file that was asked for as `Webapp::asset` calls it: which version.
  std::string version = {};
};

/// Finds what `path` (canonical, without the context path) stands for: a page,
/// a static file, also by the name of a version, a folder's welcome file, or a
/// folder that lacks its slash.
/// Never `WEB-INF`, `META-INF`, hidden files or sources of pages.
Route route(const Webapp& webapp, const std::string& path);

/// `url` as seen from the page `from`: canonical and within the webapp, its
/// query split off. Throws `std::invalid_argument` for one that climbs out.
struct PageTarget {
  std::string path;
  std::string query;
};
PageTarget resolve_page(std::string_view url, std::string_view from);

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_WEBAPP_H_
