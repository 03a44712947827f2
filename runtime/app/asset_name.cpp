#include "runtime/app/asset_name.h"

#include <utility>

namespace quire {

namespace {

constexpr std::size_t kDigits = 8;

bool is_version(std::string_view text) {
  return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The position of the last dot in the file name, or else the end of the path.
std::size_t extension_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.rfind('/');
  return dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash) ? path.size() : dot;
}

}  // namespace

std::string AssetName::text() const {
  std::string text = path;
  return text.insert(extension_of(text), "." + version);
}

AssetName asset_name(std::string path, std::string_view content_hash) {
  return {std::move(path), std::string(content_hash.substr(0, kDigits))};
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
