#include "runtime/app/webapp.h"

#include "runtime/http/url.h"

#include <strings.h>
#include <sys/stat.h>

#include <stdexcept>
#include <utility>

namespace quire {

namespace {

constexpr std::string_view kWelcomeFiles[] = {"index.page", "index.html", "index.htm"};

enum class FileKind { kNone, kFile, kFolder };

FileKind kind_of(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return FileKind::kNone;
  if (S_ISDIR(status.st_mode)) return FileKind::kFolder;
  return S_ISREG(status.st_mode) ? FileKind::kFile : FileKind::kNone;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

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

/// Sources that are part of pages: their text is nobody's to see.
bool is_page_source(std::string_view path) {
  for (const std::string_view extension : {".pagef", ".pagex", ".tag", ".tagf", ".tagx"})
    if (path.size() >= extension.size() && equals_ignoring_case(path.substr(path.size() - extension.size()), extension))
      return true;
  // `x.PAGE` is a page on no machine, but its text must not be shown either.
  return path.size() >= 5 && equals_ignoring_case(path.substr(path.size() - 5), ".page") && !is_page_path(path);
}

}  // namespace

Webapp::Webapp(Options options, std::string root) : options_(std::move(options)), root_(std::move(root)) {}

std::string Webapp::real_path(std::string_view path) const {
  const std::optional<std::string> canonical =
      http::canonical_path(path.starts_with('/') ? std::string(path) : "/" + std::string(path));
  if (!canonical) throw std::invalid_argument("`" + std::string(path) + "` is no path within the webapp");
  return root_ + *canonical;
}

std::string Webapp::asset(std::string_view path) const {
  return options_.context_path + (path.starts_with('/') ? "" : "/") + http::encode_path(path);
}

bool is_page_path(std::string_view path) { return path.ends_with(".page"); }

Route route(const Webapp& webapp, const std::string& path) {
  if (has_private_segment(path) || is_page_source(path)) return {};
  const std::string file = webapp.root() + path;
  if (path.ends_with('/')) {
    for (const std::string_view name : kWelcomeFiles)
      if (kind_of(file + std::string(name)) == FileKind::kFile)
        return {is_page_path(name) ? Route::Kind::kPage : Route::Kind::kFile, path + std::string(name)};
    return {};
  }
  if (is_page_path(path)) return {Route::Kind::kPage, path};
  switch (kind_of(file)) {
    case FileKind::kFile:
      return {Route::Kind::kFile, path};
    case FileKind::kFolder:
      return {Route::Kind::kRedirect, path + "/"};
    case FileKind::kNone:
      break;
  }
  return {};
}

PageTarget resolve_page(std::string_view url, std::string_view from) {
  const std::size_t question = url.find('?');
  std::string path(url.substr(0, question));
  if (!path.starts_with('/')) path = std::string(from.substr(0, from.rfind('/') + 1)) + path;
  std::optional<std::string> canonical = http::canonical_path(path);
  if (!canonical) throw std::invalid_argument("`" + std::string(url) + "` is no path within the webapp");
  return {*std::move(canonical),
          question == std::string_view::npos ? std::string() : std::string(url.substr(question + 1))};
}

}  // namespace quire
