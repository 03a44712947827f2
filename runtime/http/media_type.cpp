#include "runtime/http/media_type.h"

#include "runtime/http/characters.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace quire::http {
namespace {

struct Entry {
  std::string_view extension;
  std::string_view type;
};

/// Sorted by extension, for the search below.
constexpr std::array kTypes = std::to_array<Entry>({
    {"7z", "application/x-7z-compressed"},
    {"aac", "audio/aac"},
    {"apng", "image/apng"},
    {"avif", "image/avif"},
    {"bmp", "image/bmp"},
    {"bz2", "application/x-bzip2"},
    {"css", "text/css; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"doc", "application/msword"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"eot", "application/vnd.ms-fontobject"},
    {"epub", "application/epub+zip"},
    {"flac", "audio/flac"},
    {"gif", "image/gif"},
    {"gz", "application/gzip"},
    {"htm", "text/html; charset=utf-8"},
    {"html", "text/html; charset=utf-8"},
    {"ico", "image/x-icon"},
    {"ics", "text/calendar; charset=utf-8"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"jsonld", "application/ld+json"},
    {"m4a", "audio/mp4"},
    {"m4v", "video/mp4"},
    {"map", "application/json"},
    {"md", "text/markdown; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"mov", "video/quicktime"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"mpeg", "video/mpeg"},
    {"odp", "application/vnd.oasis.opendocument.presentation"},
    {"ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {"odt", "application/vnd.oasis.opendocument.text"},
    {"oga", "audio/ogg"},
    {"ogg", "audio/ogg"},
    {"ogv", "video/ogg"},
    {"opus", "audio/ogg"},
    {"otf", "font/otf"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"ppt", "application/vnd.ms-powerpoint"},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"rss", "application/rss+xml"},
    {"rtf", "application/rtf"},
    {"svg", "image/svg+xml"},
    {"tar", "application/x-tar"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"ttf", "font/ttf"},
    {"txt", "text/plain; charset=utf-8"},
    {"vtt", "text/vtt; charset=utf-8"},
    {"wasm", "application/wasm"},
    {"wav", "audio/wav"},
    {"weba", "audio/webm"},
    {"webm", "video/webm"},
    {"webmanifest", "application/manifest+json"},
    {"webp", "image/webp"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"xhtml", "application/xhtml+xml"},
    {"xls", "application/vnd.ms-excel"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"xml", "application/xml"},
    {"xsl", "application/xslt+xml"},
    {"yaml", "application/yaml"},
    {"yml", "application/yaml"},
    {"zip", "application/zip"},
});
constexpr bool by_extension(const Entry& a, const Entry& b) { return a.extension < b.extension; }
static_assert(std::is_sorted(kTypes.begin(), kTypes.end(), by_extension));
constexpr std::size_t kLongestExtension = 11;

/// Of the name of a file; empty if there is none.
std::string_view extension_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot == name.npos ? std::string_view() : name.substr(dot + 1);
}

}  // namespace

std::string_view media_type_of(std::string_view path) {
  const std::string_view written = extension_of(path);
  if (written.empty() || written.size() > kLongestExtension) return {};
  std::array<char, kLongestExtension> lower{};
  std::transform(written.begin(), written.end(), lower.begin(), [](char c) { return to_lower(c); });
  const Entry wanted{{lower.data(), written.size()}, {}};
  const auto* found = std::lower_bound(kTypes.begin(), kTypes.end(), wanted, by_extension);
  return found != kTypes.end() && found->extension == wanted.extension ? found->type : std::string_view();
}

MediaTypes::MediaTypes(std::map<std::string, std::string, std::less<>> own) : own_(std::move(own)) {
  for (auto& [extension, type] : own_)
    if (equals_ignoring_case(std::string_view(type).substr(0, 5), "text/") && type.find(';') == type.npos)
      type += "; charset=utf-8";
}

std::string_view MediaTypes::of(std::string_view path) const {
  if (own_.empty()) return media_type_of(path);
  const auto found = own_.find(to_lower(extension_of(path)));
  return found == own_.end() ? media_type_of(path) : std::string_view(found->second);
}

}  // namespace quire::http
