#include "compiler/html/attribute_meaning.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace quire::compiler {
namespace {

using Meaning = AttributeMeaning;

template <std::size_t kSize>
bool is_one_of(std::string_view name, const std::string_view (&names)[kSize]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// Attributes that are URLs on any element that has them (HTML, list of attributes; and
/// those of older versions).
constexpr std::string_view kUrls[] = {"href",       "src",      "action", "formaction", "poster",   "cite",
                                      "background", "longdesc", "usemap", "ping",       "profile",  "manifest",
                                      "lowsrc",     "dynsrc",   "icon",   "itemid",     "itemtype", "resource"};

/// Elements whose `src` loads code or a document that runs within the page.
constexpr std::string_view kLoadSource[] = {"script", "iframe", "frame", "embed"};

constexpr std::string_view kAnimations[] = {"animate", "set", "animatemotion", "animatetransform", "animatecolor"};
constexpr std::string_view kAnimatedValues[] = {"to", "from", "by", "values"};

bool loads_code(std::string_view element, std::string_view name) {
  if (name == "src") return is_one_of(element, kLoadSource);
  if (name == "href") return element == "base" || element == "use" || element == "script";
  if (element == "object" || element == "applet")
    return name == "data" || name == "codebase" || name == "archive" || name == "classid" || name == "code";
  return false;
}

bool is_kind(std::string_view element, std::string_view name) {
  if (name == "type") return element == "script";
  if (name == "rel") return element == "link";
  if (name == "http-equiv") return element == "meta";
  return name == "attributename" && is_one_of(element, kAnimations);
}

/// `data-img-url`, `g:iconUri`: scripts use it as a URL.
bool looks_like_url(std::string_view name) {
  constexpr std::string_view kWords[] = {"src", "uri", "url", "href"};
  while (!name.empty()) {
    const auto* const end = std::find_if_not(name.begin(), name.end(), is_alphanumeric);
    const std::string_view part = name.substr(0, static_cast<std::size_t>(end - name.begin()));
    for (const std::string_view word : kWords)
      if (part.starts_with(word) || part.ends_with(word)) return true;
    name.remove_prefix(std::min(name.size(), part.size() + 1));
  }
  return false;
}

/// Whether one of the words of a list separated by white space is in `words`, whatever its case.
template <std::size_t N>
bool has_word_of(std::string_view list, const std::string_view (&words)[N]) {
  const std::string lower = to_lower(list);
  for (std::string_view rest = lower; !rest.empty();) {
    const auto* const end = std::find_if(rest.begin(), rest.end(), is_space);
    const auto size = static_cast<std::size_t>(end - rest.begin());
    if (is_one_of(rest.substr(0, size), words)) return true;
    rest.remove_prefix(std::min(rest.size(), size + 1));
  }
  return false;
}

}  // namespace

std::optional<AttributeMeaning> custom_meaning(const CustomAttributes& attributes, std::string_view name) {
  for (const CustomAttribute& each : attributes) {
    const bool is_prefix = each.name.ends_with('*');
    const std::string_view known = std::string_view(each.name).substr(0, each.name.size() - (is_prefix ? 1 : 0));
    if (is_prefix ? name.starts_with(known) : name == known) return each.meaning;
  }
  return std::nullopt;
}

AttributeMeaning attribute_meaning(std::string_view element, std::string_view name) {
  if (name.starts_with("data-")) return looks_like_url(name.substr(5)) ? Meaning::kUrl : Meaning::kPlain;
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos && colon > 0) {
    if (name.starts_with("xmlns")) return Meaning::kUrl;
    name.remove_prefix(colon + 1);
  }
  if (const std::size_t colon = element.find(':'); colon != std::string_view::npos) element.remove_prefix(colon + 1);
  if (is_kind(element, name)) return Meaning::kKind;
  if (name.starts_with("on")) return Meaning::kJavaScript;
  if (name == "style") return Meaning::kCss;
  if (name == "srcdoc") return Meaning::kDocument;
  if (name == "srcset" || name == "imagesrcset") return Meaning::kSrcset;
  if (name == "xmlns") return Meaning::kUrl;
  if (name == "content" && element == "meta") return Meaning::kMetaContent;
  if (is_one_of(name, kAnimatedValues) && is_one_of(element, kAnimations)) return Meaning::kAnimation;
  if (loads_code(element, name)) return Meaning::kCodeUrl;
  if (is_one_of(name, kUrls)) return Meaning::kUrl;
  // These are names of the standard, not URLs.
  if (name == "srclang" || name == "hreflang") return Meaning::kPlain;
  return looks_like_url(name) ? Meaning::kUrl : Meaning::kPlain;
}

bool rel_loads_code(std::string_view rel) {
  constexpr std::string_view kLoading[] = {"stylesheet", "import",   "modulepreload", "preload",
                                           "manifest",   "prefetch", "prerender",     "serviceworker"};
  return has_word_of(rel, kLoading);
}

bool rel_takes_nonce(std::string_view rel) {
  constexpr std::string_view kWithNonce[] = {"stylesheet", "preload", "modulepreload"};
  return has_word_of(rel, kWithNonce);
}

ScriptLanguage script_language(std::string_view type) {
  constexpr std::string_view kJavaScript[] = {
      "",
      "module",
      "text/javascript",
      "application/javascript",
      "application/ecmascript",
      "application/x-ecmascript",
      "application/x-javascript",
      "text/ecmascript",
      "text/javascript1.0",
      "text/javascript1.1",
      "text/javascript1.2",
      "text/javascript1.3",
      "text/javascript1.4",
      "text/javascript1.5",
      "text/jscript",
      "text/livescript",
      "text/x-ecmascript",
      "text/x-javascript",
      "text/babel",
      "text/jsx",
      "text/typescript",
  };
  std::string lower = to_lower(type.substr(0, type.find(';')));
  std::erase_if(lower, is_space);
  if (is_one_of(lower, kJavaScript)) return ScriptLanguage::kJavaScript;
  const bool is_json =
      lower == "importmap" || lower == "speculationrules" || lower.ends_with("/json") || lower.ends_with("+json");
  return is_json ? ScriptLanguage::kJson : ScriptLanguage::kText;
}

}  // namespace quire::compiler
