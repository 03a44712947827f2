#include "runtime/app/webapp.h"

#include "runtime/app/disk_files.h"
#include "runtime/http/url.h"
#include "runtime/protocol/private_path.h"
#include "runtime/session/new_store.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace quire {

namespace {

constexpr std::size_t kVersionDigits = 8;

bool is_version(std::string_view text) {
  return text.size() == kVersionDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The position of the last dot in the file name, or else the end of the path.
std::size_t extension_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.rfind('/');
  return dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash) ? path.size() : dot;
}

}  // namespace

Webapp::Webapp(Options options, std::unique_ptr<const SiteFiles> files)
    : options_(std::move(options)),
      context_path_(http::encode_path(options_.context_path)),
      files_(std::move(files)),
      releases_(options_.releases.empty() ? nullptr
                                          : std::make_unique<const OtherReleases>(options_.releases, files_->root())),
      messages_(*files_, [this](std::string_view text) { warn(text); }),
      seen_(files_->look_at_settings()) {
  read_settings();
  const SessionSettings& sessions = versions_.back().sessions;
  std::string mistake;
  if (!sessions.ignore.empty()) no_session_paths_ = UrlPattern::parse(whole_path_pattern(sessions.ignore), mistake);
  sessions_ =
      new_store(sessions, options_.context_path, options_.sessions_file, options_.warn ? options_.warn : options_.log);
}

Webapp::Webapp(Options options, std::string root)
    : Webapp(std::move(options), std::make_unique<const DiskFiles>(std::move(root))) {}

std::string_view Webapp::init_param(std::string_view name) const {
  const auto& params = settings().params;
  const auto found = params.find(name);
  return found == params.end() ? std::string_view() : found->second;
}

std::vector<std::string> Webapp::init_param_names() const {
  std::vector<std::string> names;
  for (const auto& entry : settings().params) names.push_back(entry.first);
  return names;
}

const SiteFiles& Webapp::files_with(const std::string& path, std::string_view version) const {
  if (!releases_ || version.empty()) return *files_;
  const Result<std::shared_ptr<const StaticFile>> own = files_->open(path);
  if (own && (*own)->content_hash().starts_with(version)) return *files_;
  const SiteFiles* other = releases_->with_version(path, version);
  return other != nullptr ? *other : *files_;
}

void Webapp::refresh_settings() {
  const std::lock_guard lock(reading_);
  // Before reading, so that a write in between is seen as another change.
  const FileLook now = files_->look_at_settings();
  if (now == seen_) return;
  seen_ = now;
  read_settings();
  const SessionSettings& sessions = versions_.back().sessions;
  sessions_->set_max_inactive(sessions.timeout);
  if (sessions.store != versions_.front().sessions.store ||
      sessions.is_durable != versions_.front().sessions.is_durable)
    warn("sessions of " + root() +
         " stay where they are until the server is restarted: [session] `store` or "
         "`durable` has changed");
}

void Webapp::read_settings() {
  Version& version = versions_.emplace_back();
  version.settings = files_->read_settings();
  const WebSettings& read = version.settings;
  for (const WebSettings::Mistake& mistake : read.mistakes)
    if (mistake.side != WebSettings::Mistake::Side::kCompiler) warn(describe(mistake, root()));
  for (const WebSettings::ErrorPage& page : read.error_pages)
    if (!page.page.empty() && files_->kind_of(page.page) != SiteFiles::Kind::kFile)
      warn(describe(page.if_missing, root()));
  version.sessions = with_settings(options_.sessions, read.session);
  SessionSettings::Store& store = version.sessions.store;
  const bool is_shared = store == SessionSettings::Store::kMemcached || store == SessionSettings::Store::kRedis;
  if (options_.has_no_shared_store && is_shared) store = SessionSettings::Store::kMemory;
  version_ = &version;
}

std::string_view Webapp::cookie_path(std::string_view path) const {
  if (context_path_.empty()) return "/";
  if (path.starts_with(context_path_)) return context_path_;
  for (std::size_t end = 0; end != path.npos;) {
    end = path.find('/', end + 1);
    const std::string_view prefix = path.substr(0, end);
    // A `;` would end the attribute.
    if (prefix.find(';') == prefix.npos && http::canonical_path(prefix) == decoded_context_path()) return prefix;
  }
  return context_path_;
}

std::string Webapp::real_path(std::string_view path) const {
  // A file's path, not a URL: nothing in it is encoded.
  const std::optional<std::string> canonical =
      http::canonical_path((path.starts_with('/') ? "" : "/") + http::encode_path(path));
  if (!canonical) throw std::invalid_argument("`" + std::string(path) + "` is not a path in the webapp");
  return files_->real_path(*canonical);
}

std::string Webapp::asset(std::string_view path) const {
  // A file's path, not a URL: nothing in it is encoded.
  const auto canonical = http::canonical_path((path.starts_with('/') ? "" : "/") + http::encode_path(path));
  std::shared_ptr<const StaticFile> file;
  if (canonical) {
    const Route found = route(*this, *canonical);
    if (found.kind == Route::Kind::kFile && found.path == *canonical) file = files_->open(found.path).value_or(nullptr);
  }
  if (!file)
    throw std::invalid_argument("asset(\"" + std::string(path) +
                                "\"): browsers cannot request such a file of this webapp");
  return context_path_ + http::encode_path(asset_name(*canonical, file->content_hash()).text());
}

void route(const Webapp& webapp, const std::string& path, Route& found) {
  found.kind = Route::Kind::kNotFound;
  found.path.clear();
  found.version.clear();
  if (is_private_path(path)) return;
  const SiteFiles& files = webapp.files();
  const WebSettings& settings = webapp.settings();
  if (path.ends_with('/')) {
    for (const std::string& name : settings.welcome) {
      if (files.kind_of(path + name) != SiteFiles::Kind::kFile) continue;
      route(webapp, path + name, found);
      if (found.kind != Route::Kind::kNotFound) return;
    }
    return;
  }
  found.path = path;
  // The source of a page is never served.
  if (is_page_path(path)) {
    if (settings.may_be_page(path)) found.kind = Route::Kind::kPage;
    return;
  }
  switch (files.kind_of(path)) {
    case SiteFiles::Kind::kFile:
      found.kind = Route::Kind::kFile;
      return;
    case SiteFiles::Kind::kFolder:
      found.kind = Route::Kind::kRedirect;
      found.path += '/';
      return;
    case SiteFiles::Kind::kNone:
      break;
  }
  std::optional<AssetName> asset = parse_asset_name(path);
  if (!asset || is_private_path(asset->path)) return;
  // A later release may no longer have it.
  if (webapp.files_with(asset->path, asset->version).kind_of(asset->path) != SiteFiles::Kind::kFile) return;
  found = {Route::Kind::kFile, std::move(asset->path), std::move(asset->version)};
}

Route route(const Webapp& webapp, const std::string& path) {
  Route found;
  route(webapp, path, found);
  return found;
}

PageTarget resolve_page(std::string_view url, std::string_view from) {
  const std::size_t question = url.find('?');
  std::string path(url.substr(0, question));
  // Only the URL is encoded.
  if (!path.starts_with('/')) path = http::encode_path(from.substr(0, from.rfind('/') + 1)) + path;
  std::optional<std::string> canonical = http::canonical_path(path);
  if (!canonical) throw std::invalid_argument("`" + std::string(url) + "` is not a path in the webapp");
  return {*std::move(canonical),
          question == std::string_view::npos ? std::string() : std::string(url.substr(question + 1))};
}

std::string AssetName::text() const {
  std::string text = path;
  return text.insert(extension_of(text), "." + version);
}

AssetName asset_name(std::string path, std::string_view content_hash) {
  return {std::move(path), std::string(content_hash.substr(0, kVersionDigits))};
}

std::optional<AssetName> parse_asset_name(std::string_view path) {
  const std::size_t extension = extension_of(path);
  // If there is no extension, the version is in its place.
  for (const std::string_view stem : {path.substr(0, extension), path}) {
    const std::size_t dot = extension_of(stem);
    if (dot == stem.size() || !is_version(stem.substr(dot + 1))) continue;
    AssetName name{std::string(stem.substr(0, dot)).append(path.substr(stem.size())),
                   std::string(stem.substr(dot + 1))};
    if (name.text() == path && !name.path.ends_with('/')) return name;
  }
  return std::nullopt;
}

}  // namespace quire
