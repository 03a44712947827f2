#include "tools/pagec/check_messages.h"

#include "runtime/api/format/icu_library.h"
#include "runtime/api/format/lone_apostrophe.h"
#include "runtime/base/near_name.h"
#include "runtime/protocol/bundle_name.h"

#include <cstdlib>
#include <string_view>
#include <utility>

namespace quire::pagec {

namespace {

using Bundle = std::map<std::string, MessageBundle>;

bool has(const Bundle& bundle, const std::string& locale, const std::string& key) {
  for (std::string_view each = locale;; each = parent_locale(each)) {
    const auto file = bundle.find(std::string(each));
    if (file != bundle.end() && file->second.has(key)) return true;
    // A text of the file for all languages would be in the wrong one.
    if (parent_locale(each).empty()) return false;
  }
}

std::string_view without_slash(std::string_view path) { return path.substr(path.starts_with('/') ? 1 : 0); }

/// About a line of a bundle; `line` 0 is the file as a whole.
ReportedDiagnostic diagnostic(const char* kind, const char* severity, std::string_view file, std::uint32_t line,
                              std::string message) {
  ReportedDiagnostic result;
  result.kind = kind;
  result.severity = severity;
  result.file = without_slash(file);
  result.line = line == 0 ? 1 : line;
  result.message = std::move(message);
  result.rendered =
      result.file + (line == 0 ? "" : ":" + std::to_string(line)) + ": " + severity + ": " + result.message + "\n";
  return result;
}

/// `FILE:LINE: …`, as bundles report what is wrong with them.
ReportedDiagnostic malformed(const std::string& mistake) {
  const std::size_t file = mistake.find(':');
  const std::size_t line = mistake.find(": ", file);
  return diagnostic("malformed-bundle", "error", mistake.substr(0, file),
                    static_cast<std::uint32_t>(std::atoi(mistake.c_str() + file + 1)), mistake.substr(line + 2));
}

std::string_view file_name(const MessageBundle& file) {
  const std::string_view path = file.file();
  return path.substr(path.rfind('/') + 1);
}

/// Where the texts of a bundle would be.
std::string bundle_path(const std::string& name) {
  const std::vector<std::string> paths = bundle_paths(name, "");
  return std::string(paths.empty() ? "WEB-INF/messages" : without_slash(paths.front()));
}

std::string near(const Bundle& bundle, const std::string& key) {
  std::vector<std::string_view> keys;
  for (const auto& [locale, file] : bundle)
    for (const auto& [each, text] : file.texts()) keys.push_back(each);
  const std::string_view found = near_name(key, keys);
  return found.empty() ? std::string() : "; did you mean `" + std::string(found) + "`?";
}

}  // namespace

SiteBundles::SiteBundles(std::string root, std::string otherwise)
    : root_(std::move(root)), default_(std::move(otherwise)) {
  if (!default_.empty()) find(default_);
}

std::string SiteBundles::mistake_of_message(const CheckedText& message) {
  const std::string& name = message.bundle.empty() ? default_ : message.bundle;
  if (name.empty())
    return "there is no bundle for the message `" + message.text +
           "`; name one, as by `<fmt:setBundle basename=\"messages\"/>` or `[format] bundle` in web.toml";
  const Bundle& bundle = find(name);
  if (message.has_params) patterns_.insert(name + "\n" + message.text);
  // What the page names is reported where it does.
  if (bundle.empty())
    return message.bundle.empty()
               ? "there is no bundle `" + name + "`, which web.toml names; its texts are in `" + bundle_path(name) + "`"
               : "";
  std::string without;
  bool is_known = false;
  for (const auto& [locale, file] : bundle) {
    if (has(bundle, locale, message.text)) is_known = true;
    else without.append(without.empty() ? "`" : ", `").append(file_name(file)).append("`");
  }
  if (is_known) return without.empty() ? "" : "the message `" + message.text + "` is missing in " + without;
  return "the bundle `" + name + "` has no message `" + message.text + "`" + near(bundle, message.text);
}

std::string SiteBundles::mistake_of_bundle(const CheckedText& bundle) {
  uses_unknown_ = uses_unknown_ || bundle.text.empty();
  if (bundle.text.empty() || !find(bundle.text).empty()) return {};
  const std::vector<std::string> names = bundle_names(root_);
  const std::string_view found = near_name(bundle.text, std::vector<std::string_view>(names.begin(), names.end()));
  return "there is no bundle `" + bundle.text + "`" +
         (!is_bundle_name(bundle.text) ? ", and no bundle can have that name"
          : found.empty()              ? "; its texts are in `" + bundle_path(bundle.text) + "`"
                                       : "; did you mean `" + std::string(found) + "`?");
}

std::vector<ReportedDiagnostic> SiteBundles::mistakes_in_files(const IcuLibrary* icu) const {
  std::vector<ReportedDiagnostic> mistakes;
  for (const auto& [name, bundle] : bundles_) {
    for (const auto& [locale, file] : bundle)
      for (const std::string& mistake : file.mistakes()) mistakes.push_back(malformed(mistake));
    if (icu != nullptr) check_patterns(name, bundle, *icu, mistakes);
  }
  return mistakes;
}

void SiteBundles::check_patterns(const std::string& name, const Bundle& bundle, const IcuLibrary& icu,
                                 std::vector<ReportedDiagnostic>& mistakes) const {
  for (const auto& [locale, file] : bundle)
    for (const auto& [key, text] : file.texts()) {
      const bool is_pattern = format::has_argument(text.text) || patterns_.contains(name + "\n" + key);
      std::string error;
      if (!is_pattern) continue;
      const auto add = [&](std::string what) {
        mistakes.push_back(
            diagnostic("bad-message", "warning", file.file(), text.line, "message `" + key + "`: " + std::move(what)));
      };
      if (!icu.format_message(locale.empty() ? "en" : locale, "UTC", text.text, {}, error)) add(std::move(error));
      else if (format::has_lone_apostrophe(text.text))
        add("it has a single apostrophe, which Java would take as the start of quoted text; write `''`");
    }
}

std::vector<ReportedDiagnostic> SiteBundles::unused() const {
  std::vector<ReportedDiagnostic> notes;
  if (uses_unknown_) return notes;
  for (const std::string& name : bundle_names(root_)) {
    const auto used = bundles_.find(name);
    if (used != bundles_.end()) continue;
    const auto files = read_bundles(root_, name);
    if (!files.empty())
      notes.push_back(diagnostic("unused-bundle", "note", files.begin()->second.file(), 0,
                                 "no tag names the bundle `" + name + "`"));
  }
  return notes;
}

const Bundle& SiteBundles::find(const std::string& name) {
  const auto [found, is_new] = bundles_.try_emplace(name);
  if (is_new) found->second = read_bundles(root_, name);
  return found->second;
}

}  // namespace quire::pagec
