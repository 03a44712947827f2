#include "compiler/import/tags/message_keys.h"

#include "compiler/import/tags/libraries.h"
#include "compiler/source/encoding.h"
#include "runtime/base/file.h"
#include "runtime/base/utf8.h"
#include "runtime/protocol/message_bundle.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

constexpr std::size_t kMaxFiles = 1000;

}  // namespace

MessageKeys::MessageKeys(const std::string& root) {
  std::vector<std::string> folders = class_path_of(root);
  folders.push_back(root + "/WEB-INF/messages");
  for (const std::string& folder : folders)
    for (const std::string& path : files_in(folder, ".properties", kMaxFiles)) {
      if (files_.size() >= kMaxFiles) return;
      Result<std::string> text = read_file(folder + "/" + path);
      bool ignored = false;
      if (text && text->size() <= MessageBundle::kMostBytes)
        add({folder, path}, bundle_text(*std::move(text), ignored));
    }
}

void MessageKeys::add(File file, std::string_view text) {
  // Its mistakes are those of the site: `pagec check` reports them.
  const MessageBundle bundle(text, "messages.properties");
  for (const auto& [key, message] : bundle.texts()) {
    bool& is_html = is_html_[key];
    is_html = is_html || message.text.find_first_of("<&") != std::string::npos;
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

std::string bundle_text(std::string bytes, bool& is_converted) {
  is_converted = !is_utf8(bytes);
  return is_converted ? decode_declared(std::move(bytes), "ISO-8859-1").text : bytes;
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
