#include "runtime/app/webapp.h"

#include "runtime/app/disk_files.h"
#include "runtime/base/ascii.h"
#include "runtime/http/url.h"
#include "runtime/session/memory_store.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace quire {

namespace {

bool is_private_segment(std::string_view segment) {
  if (equals_ignoring_case(segment, "WEB-INF") || equals_ignoring_case(segment, "META-INF")) return true;
  return segment.starts_with('.') && segment != ".well-known";
}

bool has_private_segment(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = path.find('/');
    if (is_private_segment(path.substr(0, end))) return true;
    path.remove_prefix(end == std::string_view::npos ? path.size() : end);
  }
  return false;
}

/// Other sources of pages, which must not be served either. This includes `x.PAGE`,
/// although it is never a page.
bool is_page_source(std::string_view path) {
  if (is_page_path(path)) return false;
  constexpr std::string_view kExtensions[] = {".page", ".pagex", ".pagef", ".tag", ".tagx", ".tagf"};
  return std::any_of(std::begin(kExtensions), std::end(kExtensions), [&](std::string_view extension) {
    return path.size() >= extension.size() &&
           equals_ignoring_case(path.substr(path.size() - extension.size()), extension);
  });
}

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
      files_(std::move(files)),
      seen_(files_->look_at_settings()),
      sessions_(std::make_unique<MemoryStore>()) {
  read_settings();
}

Webapp::Webapp(Options options, std::string root)
    : Webapp(std::move(options), std::make_unique<const DiskFiles>(std::move(root))) {}

std::string_view Webapp::init_param(std::string_view name) const {
  const auto& params = settings().params;
  const auto found = params.find(name);
  return found == params.end() ? std::string_view() : found->second;
}

void Webapp::refresh_settings() {
  const std::lock_guard lock(reading_);
  // Before reading, so that a write in between is seen as another change.
  const FileLook now = files_->look_at_settings();
  if (now == seen_) return;
  seen_ = now;
  read_settings();
}

void Webapp::read_settings() {
  const WebSettings& read = versions_.emplace_back(files_->read_settings());
  for (const WebSettings::Mistake& mistake : read.mistakes)
    if (mistake.side != WebSettings::Mistake::Side::kCompiler) options_.log(describe(mistake, root()));
  sessions_->set_max_inactive(read.session_timeout);
  settings_ = &read;
}

std::string Webapp::real_path(std::string_view path) const {
  const std::optional<std::string> canonical =
      http::canonical_path(path.starts_with('/') ? std::string(path) : "/" + std::string(path));
  if (!canonical) throw std::invalid_argument("`" + std::string(path) + "` is not a path in the webapp");
  return files_->real_path(*canonical);
}

std::string Webapp::asset(std::string_view path) const {
  // A file's path, not a URL: nothing in it is encoded.
  const auto canonical = http::canonical_path((path.starts_with('/') ? "" : "/") + http::encode_path(path));
  std::unique_ptr<const StaticFile> file;
  if (canonical) {
    const Route found = route(*this, *canonical);
    if (found.kind == Route::Kind::kFile && found.path == *canonical) file = files_->open(found.path);
  }
  if (!file)
    throw std::invalid_argument("asset(\"" + std::string(path) +
                                "\"): browsers cannot request such a file of this webapp");
  return options_.context_path + http::encode_path(asset_name(*canonical, file->content_hash()).text());
}

Route route(const Webapp& webapp, const std::string& path) {
  if (has_private_segment(path) || is_page_source(path)) return {};
  using Kind = SiteFiles::Kind;
  const SiteFiles& files = webapp.files();
  const WebSettings& settings = webapp.settings();
  if (path.ends_with('/')) {
    for (const std::string& name : settings.welcome) {
      if (files.kind_of(path + name) != Kind::kFile) continue;
      Route found = route(webapp, path + name);
      if (found.kind != Route::Kind::kNotFound) return found;
    }
    return {};
  }
  // The source of a page is never served.
  if (is_page_path(path)) return {settings.may_be_page(path) ? Route::Kind::kPage : Route::Kind::kNotFound, path};
  switch (files.kind_of(path)) {
    case Kind::kFile:
      return {Route::Kind::kFile, path};
    case Kind::kFolder:
      return {Route::Kind::kRedirect, path + "/"};
    case Kind::kNone:
      break;
  }
  std::optional<AssetName> asset = parse_asset_name(path);
  if (!asset || files.kind_of(asset->path) != Kind::kFile) return {};
  return {Route::Kind::kFile, std::move(asset->path), std::move(asset->version)};
}

PageTarget resolve_page(std::string_view url, std::string_view from) {
  const std::size_t question = url.find('?');
  std::string path(url.substr(0, question));
  if (!path.starts_with('/')) path = std::string(from.substr(0, from.rfind('/') + 1)) + path;
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
