#include "runtime/protocol/message_bundle.h"

#include "runtime/base/ascii.h"
#include "runtime/base/file.h"
#include "runtime/protocol/bundle_name.h"
#include "runtime/protocol/private_path.h"
#include "runtime/protocol/properties_reader.h"
#include "runtime/protocol/toml_document.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

namespace quire {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFolders[] = {"/WEB-INF/messages/", "/WEB-INF/classes/"};
constexpr std::string_view kExtensions[] = {".properties", ".toml"};
constexpr std::size_t kMostMistakes = 20;
constexpr std::size_t kLongestLocale = 60;

bool is_locale(std::string_view locale) {
  return locale.size() <= kLongestLocale &&
         std::ranges::all_of(locale, [](char c) { return is_alphanumeric(c) || c == '_'; });
}

std::string path_of(std::string_view name) {
  std::string path(name);
  std::ranges::replace(path, '.', '/');
  return path;
}

/// Whether what follows the first `_` of a file's name can be a locale: a language, then other parts.
bool begins_locale(std::string_view text) {
  const std::string_view language = text.substr(0, text.find('_'));
  return is_locale(text) && (language.size() == 2 || language.size() == 3) &&
         std::ranges::all_of(language, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The file's name without its extension; empty if it is not a bundle.
std::string stem_of(const fs::path& path) {
  const std::string extension = path.extension().string();
  return std::ranges::find(kExtensions, extension) == std::end(kExtensions) ? std::string() : path.stem().string();
}

/// Calls `take` with the path of each bundle below a folder of the site, in order.
template <class Take>
void for_each_file(const std::string& root, const Take& take) {
  for (const char* folder : kFolders) {
    std::error_code error;
    std::set<fs::path> paths;
    for (fs::recursive_directory_iterator entry(root + folder, error), end; !error && entry != end;
         entry.increment(error))
      if (entry->is_regular_file(error) && !stem_of(entry->path()).empty()) paths.insert(entry->path());
    for (const fs::path& path : paths) take(path, path.lexically_relative(root + folder));
  }
}

}  // namespace

MessageBundle::MessageBundle(std::string_view text, std::string file) : file_(std::move(file)) {
  if (text.size() > kMostBytes) add_mistake(1, "the file is larger than 4 MB; divide it into several bundles");
  else if (file_.ends_with(".toml")) read_toml(text);
  else read_properties(text);
}

void MessageBundle::read_properties(std::string_view text) {
  PropertiesReader{[this](auto line, auto key, auto value) { add(line, std::move(key), std::move(value)); },
                   [this](auto line, const auto& message) { add_mistake(line, message); }}
      .read(text);
}

void MessageBundle::read_toml(std::string_view text) {
  const TomlDocument document(text);
  if (const auto& malformed = document.malformed()) return add_mistake(malformed->place.line, malformed->message);
  const auto read = [&](const auto& self, const TomlTable& table, const std::string& prefix) -> void {
    for (const TomlEntry& entry : table) {
      if (const TomlTable* inner = entry.value.table()) self(self, *inner, prefix + entry.key + ".");
      else if (const std::string* message = entry.value.text()) add(entry.key_place.line, prefix + entry.key, *message);
      else add_mistake(entry.key_place.line, "message `" + prefix + entry.key + "` is not a string");
    }
  };
  read(read, document.top(), {});
}

void MessageBundle::add(std::uint32_t line, std::string key, std::string text) {
  if (key.size() > kLongestKey)
    return add_mistake(line, "the key is longer than " + std::to_string(kLongestKey) + " bytes");
  if (texts_.size() == kMostTexts && !has(key)) {
    if (mistakes_.empty() || mistakes_.back().find("more than") == std::string::npos)
      add_mistake(line, "the file has more than " + std::to_string(kMostTexts) + " messages");
    return;
  }
  texts_.insert_or_assign(std::move(key), Text{std::move(text), line});
}

void MessageBundle::add_mistake(std::uint32_t line, const std::string& message) {
  if (mistakes_.size() < kMostMistakes) mistakes_.push_back(file_ + ":" + std::to_string(line) + ": " + message);
}

const std::string* MessageBundle::find(std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? nullptr : &found->second.text;
}

std::vector<std::string> bundle_paths(std::string_view name, std::string_view locale) {
  std::vector<std::string> paths;
  if (!is_bundle_name(name) || !is_locale(locale)) return paths;
  std::string file = path_of(name);
  if (!locale.empty()) (file += '_') += locale;
  for (const char* folder : kFolders)
    for (const std::string_view extension : kExtensions)
      if (std::string path = folder + file + std::string(extension); is_resource(path))
        paths.push_back(std::move(path));
  return paths;
}

std::map<std::string, MessageBundle> read_bundles(const std::string& root, std::string_view name) {
  std::map<std::string, MessageBundle> bundles;
  if (!is_bundle_name(name)) return bundles;
  const fs::path wanted = path_of(name);
  for_each_file(root, [&](const fs::path& path, const fs::path& relative) {
    const std::string stem = stem_of(path);
    const std::string own = wanted.filename().string();
    if (relative.parent_path() != wanted.parent_path() || !stem.starts_with(own)) return;
    std::string_view locale = std::string_view(stem).substr(own.size());
    if (locale.starts_with('_')) locale.remove_prefix(1);
    else if (!locale.empty()) return;
    if ((!locale.empty() && !begins_locale(locale)) || bundles.contains(std::string(locale))) return;
    const std::string site_path = "/" + path.lexically_relative(root).generic_string();
    if (const Result<std::string> text = read_file(path.string()))
      bundles.emplace(locale, MessageBundle(*text, site_path));
  });
  return bundles;
}

std::vector<std::string> bundle_names(const std::string& root) {
  std::set<std::string> names;
  for_each_file(root, [&](const fs::path& path, const fs::path& relative) {
    std::string stem = stem_of(path);
    for (std::size_t at = stem.find('_'); at != std::string::npos; at = stem.find('_', at + 1))
      if (begins_locale(std::string_view(stem).substr(at + 1))) stem.resize(at);
    std::string name = (relative.parent_path() / stem).generic_string();
    std::ranges::replace(name, '/', '.');
    if (is_bundle_name(name)) names.insert(std::move(name));
  });
  return {names.begin(), names.end()};
}

std::string_view parent_locale(std::string_view locale) {
  const std::size_t end = locale.rfind('_');
  return end == locale.npos ? std::string_view() : locale.substr(0, end);
}

}  // namespace quire
