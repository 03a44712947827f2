#include "tools/pagec/check_messages.h"

#include "compiler/diag/reported.h"
#include "compiler/translate.h"
#include "runtime/base/near_name.h"
#include "runtime/protocol/message_bundle.h"
#include "runtime/protocol/web_toml.h"

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace quire::pagec {

namespace {

using compiler::MessageUse;
/// The files of a bundle, by locale.
using Bundle = std::map<std::string, MessageBundle>;

bool has(const Bundle& bundle, const std::string& locale, const std::string& key) {
  for (std::string_view each = locale;; each = parent_locale(each)) {
    const auto file = bundle.find(std::string(each));
    if (file != bundle.end() && file->second.has(key)) return true;
    // A text of the file for all languages would be in the wrong one.
    if (parent_locale(each).empty()) return false;
  }
}

/// `FILE:LINE: …`, as bundles report what is wrong with them.
ReportedDiagnostic diagnostic_of(const std::string& mistake) {
  const std::size_t file = mistake.find(':');
  const std::size_t line = mistake.find(": ", file);
  ReportedDiagnostic diagnostic;
  diagnostic.kind = "malformed-bundle";
  diagnostic.file = mistake.substr(mistake.starts_with('/') ? 1 : 0, file - (mistake.starts_with('/') ? 1 : 0));
  diagnostic.line = static_cast<std::uint32_t>(std::atoi(mistake.c_str() + file + 1));
  diagnostic.message = mistake.substr(line + 2);
  diagnostic.rendered = diagnostic.file + mistake.substr(file, line - file) + ": error: " + diagnostic.message + "\n";
  return diagnostic;
}

std::string_view file_name(const MessageBundle& file) {
  const std::string_view path = file.file();
  return path.substr(path.rfind('/') + 1);
}

/// One site's bundles, read when they are first needed.
class SiteBundles {
 public:
  explicit SiteBundles(const std::string& root, Report& report)
      : root_(root), default_(read_web_settings(root).format.bundle), report_(report) {}

  /// What is wrong with the use of a message; empty if nothing is.
  std::string mistake(const MessageUse& use) {
    const std::string& name = use.bundle.empty() ? default_ : use.bundle;
    if (name.empty())
      return "there is no bundle for the message `" + use.key +
             "`; name one, as by `<fmt:setBundle basename=\"messages\"/>` or `[format] bundle` in web.toml";
    const Bundle& bundle = find(name);
    if (bundle.empty()) return "there is no bundle `" + name + "`; its texts are in `" + bundle_path(name) + "`";
    std::string without;
    bool is_known = false;
    for (const auto& [locale, file] : bundle) {
      if (has(bundle, locale, use.key)) is_known = true;
      else without.append(without.empty() ? "`" : ", `").append(file_name(file)).append("`");
    }
    if (is_known) return without.empty() ? "" : "the message `" + use.key + "` is missing in " + without;
    return "the bundle `" + name + "` has no message `" + use.key + "`" + near(bundle, use.key);
  }

 private:
  const Bundle& find(const std::string& name) {
    const auto [found, is_new] = bundles_.try_emplace(name);
    if (!is_new) return found->second;
    found->second = read_bundles(root_, name);
    for (const auto& [locale, file] : found->second)
      for (const std::string& mistake : file.mistakes()) report_.add({}, {diagnostic_of(mistake)});
    return found->second;
  }

  static std::string bundle_path(const std::string& name) {
    const std::vector<std::string> paths = bundle_paths(name, "");
    return paths.empty() ? "WEB-INF/messages" : paths.front().substr(paths.front().find_first_not_of('/'));
  }

  static std::string near(const Bundle& bundle, const std::string& key) {
    std::vector<std::string_view> keys;
    for (const auto& [locale, file] : bundle)
      for (const auto& [each, text] : file.texts()) keys.push_back(each);
    const std::string_view found = near_name(key, keys);
    return found.empty() ? std::string() : "; did you mean `" + std::string(found) + "`?";
  }

  const std::string root_;
  const std::string default_;
  Report& report_;
  std::map<std::string, Bundle> bundles_;
};

}  // namespace

void check_messages(const std::vector<BuildOrder>& orders, Report& report) {
  std::map<std::string, SiteBundles> sites;
  for (const BuildOrder& order : orders) {
    compiler::Translation page = compiler::translate(order.root, order.page);
    if (page.unit.messages.empty()) continue;
    SiteBundles& site = sites.try_emplace(order.root, order.root, report).first->second;
    compiler::Sink sink;
    for (const MessageUse& use : page.unit.messages)
      if (std::string mistake = site.mistake(use); !mistake.empty())
        sink.report(compiler::DiagnosticKind::kMissingMessage, use.span, std::move(mistake));
    report.add(order.page, compiler::reported(sink, page.sources, order.colour));
  }
}

}  // namespace quire::pagec
