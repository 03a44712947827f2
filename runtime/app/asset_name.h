#ifndef QUIRE_RUNTIME_APP_ASSET_NAME_H_
#define QUIRE_RUNTIME_APP_ASSET_NAME_H_

#include <optional>
#include <string>
#include <string_view>

namespace quire {

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

#endif  // QUIRE_RUNTIME_APP_ASSET_NAME_H_
