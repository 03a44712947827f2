#include "runtime/protocol/private_path.h"

#include "runtime/base/ascii.h"
#include "runtime/protocol/web_toml.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace quire {

namespace {

std::string_view name_in(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

/// The name without its last `.…`, and what follows the dot.
struct SplitName {
  std::string_view stem;
  std::string_view extension;
};
SplitName split(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {name, {}};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

/// Calls `check` with each segment of the path until it returns true.
template <typename Check>
bool any_segment(std::string_view path, Check check) {
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    if (check(path.substr(0, end))) return true;
    path.remove_prefix(end);
  }
  return false;
}

bool is_private_name(std::string_view name) {
  // Some file systems, such as FAT, ignore these at the end of a name.
  name = name.substr(0, name.find_last_not_of(". ") + 1);
  return equals_ignoring_case(name, "WEB-INF") || equals_ignoring_case(name, "META-INF") || is_backup_name(name);
}

/// What copies of a page's source are called: `a.page`, then nothing, a mark, a number, or one of a few
/// extensions. A file `a.page.css` belongs to a page.
bool follows_source(std::string_view rest) {
  constexpr std::string_view kExtensions[] = {
      "",    "cpp", "txt", "tmp", "new", "copy", "prev", "sw",  "part",  "diff",   "patch",   "zip",    "gz",     "tgz",
      "tar", "br",  "zst", "xz",  "bz2", "7z",   "rar",  "sav", "saved", "backup", "rpmsave", "rpmnew", "rpmorig"};
  if (rest.empty()) return true;
  if (!rest.starts_with('.')) return !is_alphanumeric(rest.front());
  const std::string_view extension = rest.substr(1);
  return all_digits(extension) || equals_ignoring_case(extension.substr(0, 5), "dpkg-") ||
         std::ranges::any_of(kExtensions, [&](std::string_view one) { return equals_ignoring_case(extension, one); });
}

}  // namespace

bool is_backup_name(std::string_view name) {
  // Emacs, gedit, Kate, Vim; Emacs; nano; Vim's swap files; UltraEdit, sed -i; patch and git; and by hand.
  constexpr std::string_view kExtensions[] = {"bak", "old", "orig", "rej", "save", "swn", "swo", "swp"};
  if (name.ends_with('~') || (name.size() > 1 && name.starts_with('#') && name.ends_with('#'))) return true;
  const auto is_backup = [&](std::string_view extension) {
    // Asked about every path, of which most differ in the first letter.
    if (extension.empty() || std::string_view("bBoOrRsS").find(extension.front()) == std::string_view::npos)
      return false;
    return std::ranges::any_of(kExtensions, [&](std::string_view one) { return equals_ignoring_case(extension, one); });
  };
  const auto [stem, extension] = split(name);
  // `a.save.1`, `a.bak.2`
  return is_backup(extension) || (all_digits(extension) && is_backup(split(stem).extension));
}

bool is_hidden_name(std::string_view name) { return name.starts_with('.') && name != ".well-known"; }

bool is_page_source(std::string_view path) {
  // JSPs too: pages are often imported beside them.
  constexpr std::string_view kExtensions[] = {".page", ".pagex", ".pagef", ".tag", ".tagx",
                                              ".tagf", ".jsp",   ".jspx",  ".jspf"};
  if (is_page_path(path)) return false;
  const std::string name = to_lower(name_in(path));
  return std::ranges::any_of(kExtensions, [&](std::string_view extension) {
    for (std::size_t at = name.find(extension); at != std::string::npos; at = name.find(extension, at + 1))
      if (follows_source(std::string_view(name).substr(at + extension.size()))) return true;
    return false;
  });
}

bool is_private_path(std::string_view path) {
  return any_segment(path, [](auto name) { return is_private_name(name) || is_hidden_name(name); }) ||
         is_page_source(path);
}

bool is_resource(std::string_view path) {
  constexpr std::string_view kFolders[] = {"/WEB-INF/src/", "/WEB-INF/work/", "/WEB-INF/quire/"};
  return !is_page_path(path) && !is_page_source(path) &&
         !any_segment(path, [](auto name) { return is_hidden_name(name) || is_backup_name(name); }) &&
         std::ranges::none_of(kFolders, [&](std::string_view folder) {
           return equals_ignoring_case(path.substr(0, folder.size()), folder);
         });
}

bool is_private_target(std::string_view path) {
  return any_segment(path, is_private_name) || is_page_source(path) || is_page_path(path);
}

}  // namespace quire
