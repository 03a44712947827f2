#include "compiler/import/tags/message_keys.h"

#include "compiler/import/tags/libraries.h"
#include "runtime/base/ascii.h"
#include "runtime/base/file.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

constexpr std::size_t kMaxFiles = 1000;
constexpr std::size_t kMaxBytes = std::size_t{4} << 20;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

/// The logical line at the front of `text`, with continuations joined, which is removed from it. Comments and blank
/// lines give an empty one (java.util.Properties.load).
std::string take_line(std::string_view& text) {
  std::string line;
  for (bool is_first = true;; is_first = false) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    std::string_view natural = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!natural.empty() && is_blank(natural.front())) natural.remove_prefix(1);
    const bool is_comment = is_first && (natural.starts_with('#') || natural.starts_with('!'));
    if (is_comment) return {};
    const std::size_t last = natural.find_last_not_of('\\');
    const std::size_t slashes = natural.size() - (last == std::string_view::npos ? 0 : last + 1);
    const bool goes_on = slashes % 2 == 1;
    line += goes_on ? natural.substr(0, natural.size() - 1) : natural;
    if (!goes_on || text.empty()) return line;
    // Of `\` before CR LF, the second is not another line.
    if (text.starts_with('\n')) text.remove_prefix(1);
  }
}

/// Without escapes; `\uXXXX` becomes `?` unless it is ASCII, which is enough to compare keys and to find markup.
std::string without_escapes(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      result += text[at];
      continue;
    }
    const char c = text[++at];
    if (c != 'u') {
      result += c == 'n' ? '\n' : c == 't' ? '\t' : c;
      continue;
    }
    unsigned code = 0;
    for (int digit = 0; digit < 4 && at + 1 < text.size() && hex_value(text[at + 1]) >= 0; ++digit, ++at)
      code = code * 16 + static_cast<unsigned>(hex_value(text[at + 1]));
    result += code > 0 && code < 0x80 ? static_cast<char>(code) : '?';
  }
  return result;
}

/// The end of the key: an unescaped `=`, `:` or blank.
std::size_t end_of_key(std::string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\') ++at;
    else if (line[at] == '=' || line[at] == ':' || is_blank(line[at])) return at;
  }
  return line.size();
}

}  // namespace

MessageKeys::MessageKeys(const std::string& root) {
  std::vector<std::string> folders = class_path_of(root);
  folders.push_back(root + "/WEB-INF/messages");
  for (const std::string& folder : folders)
    for (const std::string& path : files_in(folder, ".properties", kMaxFiles)) {
      if (files_.size() >= kMaxFiles) return;
      Result<std::string> text = read_file(folder + "/" + path);
      if (text && text->size() <= kMaxBytes) add({folder, path}, *text);
    }
}

void MessageKeys::add(File file, std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::string line = take_line(text);
    const std::size_t end = end_of_key(line);
    if (end == 0) continue;
    const std::string key = without_escapes(std::string_view(line).substr(0, end));
    const std::string message = without_escapes(std::string_view(line).substr(end));
    bool& is_html = is_html_[key];
    is_html = is_html || message.find_first_of("<&") != std::string::npos;
    file.keys.insert(key);
  }
  files_.push_back(std::move(file));
}

bool MessageKeys::is_html(std::string_view key) const {
  const auto found = is_html_.find(key);
  return found != is_html_.end() && found->second;
}

std::string MessageKeys::best_bundle(const std::set<std::string>& keys) const {
  std::string best;
  std::ptrdiff_t most = 0;
  for (const File& file : files_) {
    const auto count = std::ranges::count_if(keys, [&](const std::string& key) { return file.keys.contains(key); });
    // The names of files are sorted, so that of the language comes after that of the bundle.
    if (count <= most) continue;
    most = count;
    best = bundle_name(file.path);
  }
  return best;
}

std::vector<const MessageKeys::File*> MessageKeys::files_with(const std::set<std::string>& keys) const {
  std::vector<const File*> result;
  for (const File& file : files_)
    if (std::ranges::any_of(keys, [&](const std::string& key) { return file.keys.contains(key); }))
      result.push_back(&file);
  return result;
}

std::string bundle_name(std::string_view path) {
  if (path.ends_with(".properties")) path.remove_suffix(11);
  const std::size_t slash = path.rfind('/');
  std::string name(path);
  // `_de`, `_de_CH`, `_zh_Hans_CN`: a language has two or three small letters.
  for (std::size_t at = name.find('_', slash == std::string_view::npos ? 0 : slash); at != std::string::npos;
       at = name.find('_', at + 1)) {
    const std::size_t end = std::min(name.find('_', at + 1), name.size());
    const std::size_t size = end - at - 1;
    const bool is_language = (size == 2 || size == 3) && std::all_of(name.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                                                     name.begin() + static_cast<std::ptrdiff_t>(end),
                                                                     [](char c) { return c >= 'a' && c <= 'z'; });
    if (!is_language) continue;
    name.resize(at);
    break;
  }
  std::ranges::replace(name, '/', '.');
  return name;
}

}  // namespace quire::compiler
