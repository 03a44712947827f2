#include "runtime/protocol/build_rules.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <string_view>

namespace quire {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether all characters are letters, digits or in `others`, and the first one is not `-`.
bool is_name(const std::string& text, std::string_view others) {
  return !text.empty() && text[0] != '-' && std::ranges::all_of(text, [&](char c) {
    return is_letter(c) || is_digit(c) || others.find(c) != std::string_view::npos;
  });
}

/// A line break would end the line in files for linkers and build tools that contain the text.
bool is_line(const std::string& text) {
  return !text.empty() && std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

bool leaves_site(std::string_view path) {
  if (path.starts_with('/')) return false;
  int depth = 0;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    if (part == "..") --depth;
    else if (!part.empty() && part != ".") ++depth;
    if (depth < 0) return true;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return false;
}

std::string path_rule(const std::string& path, const char* what) {
  if (!is_line(path)) return std::string("it must be ") + what;
  if (leaves_site(path)) return "a relative path must stay in the site; use an absolute path for what is outside it";
  return {};
}

}  // namespace

std::string package_rule(const std::string& text) {
  return is_name(text, "+-._") ? "" : R"(it must be a name for pkg-config, such as "sqlite3")";
}

std::string library_rule(const std::string& text) {
  if (text.starts_with("-l")) return "write the name without `-l`";
  if (text.find('/') == std::string::npos && !text.ends_with(".so") && !text.ends_with(".a"))
    return is_name(text, "+-._") ? "" : R"(it must be a library's name, such as "z", or the path of a file)";
  if (!text.ends_with(".a") && text.find(".so") == std::string::npos)
    return "the file of a library ends with `.so` or `.a`";
  return path_rule(text, "the path of a library");
}

std::string folder_rule(const std::string& text) {
  if (text.starts_with("-I")) return "write the folder without `-I`";
  return path_rule(text, "a folder");
}

std::string definition_rule(const std::string& text) {
  if (text.starts_with("-D")) return "write the definition without `-D`";
  const std::string name = text.substr(0, text.find('='));
  if (!is_line(text) || !is_name(name, "_") || is_digit(name[0]))
    return R"(it must have the form "NAME" or "NAME=value")";
  if (name.starts_with("_GLIBCXX_"))
    return "the headers of the standard library are precompiled for all sites, without `" + name + "`";
  return {};
}

std::string flag_rule(const std::string& text) {
  constexpr std::pair<std::string_view, std::string_view> kOthers[] = {
      {"-I", "include_dirs"}, {"-D", "definitions"}, {"-l", "libraries"}, {"-L", "libraries"}};
  if (!is_line(text) || !text.starts_with('-')) return R"(it must be an option of the compiler, such as "-Wextra")";
  for (const auto& [prefix, setting] : kOthers)
    if (text.starts_with(prefix)) return "use `" + std::string(setting) + "` instead of `" + std::string(prefix) + "`";
  return {};
}

std::string pattern_rule(const std::string& text) {
  return is_line(text) && text != "/" ? "" : R"(it must be a pattern for files, such as "*.psd" or "/docs/*.md")";
}

}  // namespace quire
