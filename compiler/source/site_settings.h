#ifndef QUIRE_COMPILER_SOURCE_SITE_SETTINGS_H_
#define QUIRE_COMPILER_SOURCE_SITE_SETTINGS_H_

#include "compiler/source/group_settings.h"
#include "compiler/source/source_file.h"
#include "runtime/base/url_pattern.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// An unknown table is a mistake only where its name is near `group`: the
/// server says what it knows of the others.
enum class SettingsMistakeKind : unsigned char { kMalformed, kUnknownTable, kUnknownKey, kBadValue };

/// What is wrong in web.toml.
struct SettingsMistake {
  SettingsMistakeKind kind;
  Span span;
  std::string message;
  /// Of an unknown table or key: those that there are.
  std::vector<std::string_view> known_keys = {};
};

/// A `[[group]]` of web.toml.
struct GroupRule {
  std::vector<UrlPattern> patterns;
  GroupSettings settings;
};

/// What web.toml says to the compiler; the rest of it is the server's.
struct SiteSettings {
  std::vector<GroupRule> groups;
  std::vector<SettingsMistake> mistakes;
};

/// Where the settings of a site stand, within the site.
inline constexpr std::string_view kSiteSettings = "/WEB-INF/web.toml";

/// Reads the groups in `source`, the bytes of a web.toml that is `file`. What
/// is wrong is among the mistakes, and left out of the groups.
SiteSettings read_site_settings(FileId file, const SourceFile& source);

/// What holds for the page at `path`, as in `/cart/view.page`. Of each setting
/// the value of the most specific pattern, of equal ones the first; preludes
/// and codas of all groups (Jakarta Server Pages 4.0, JSP.3.3).
GroupSettings settings_of(const SiteSettings& site, std::string_view path);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SOURCE_SITE_SETTINGS_H_
