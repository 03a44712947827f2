#ifndef QUIRE_RUNTIME_APP_ASSET_NAME_H_
#define QUIRE_RUNTIME_APP_ASSET_NAME_H_

#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// The path of a file, and which version of it: `/css/style.3f2a1b2c.css`
/// stands for `/css/style.css` when its content had a hash of these digits.
struct AssetName {
  std::string path;
  /// 8 hexadecimal digits, lower case.
  std::string version;

  /// As browsers ask for it: the version before the last dot of the file's
  /// name, after a dot of its own where there is none.
  std::string text() const;
};

/// The name of the file whose content has that hash.
AssetName asset_name(std::string path, std::string_view content_hash);

/// Reads what `text` wrote; nothing for a path without a version.
std::optional<AssetName> parse_asset_name(std::string_view path);

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_ASSET_NAME_H_
