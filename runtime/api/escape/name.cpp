#include "runtime/api/escape/layer.h"
#include "runtime/api/escape/part.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>

namespace quire::detail {

namespace {

/// Attributes that neither run nor load anything, whatever their value. Sorted.
constexpr std::string_view kHarmless[] = {
    "abbr",        "align",     "alt",        "autocapitalize", "autocomplete",
    "autofocus",   "autoplay",  "bgcolor",    "border",         "cellpadding",
    "cellspacing", "char",      "charoff",    "checked",        "class",
    "clear",       "color",     "cols",       "colspan",        "compact",
    "controls",    "coords",    "datetime",   "decoding",       "default",
    "dir",         "dirname",   "disabled",   "draggable",      "enterkeyhint",
    "face",        "for",       "frame",      "headers",        "height",
    "hidden",      "high",      "hreflang",   "hspace",         "id",
    "inert",       "inputmode", "ismap",      "itemprop",       "itemscope",
    "kind",        "label",     "lang",       "list",           "loading",
    "loop",        "low",       "max",        "maxlength",      "media",
    "min",         "minlength", "multiple",   "muted",          "name",
    "nohref",      "noresize",  "noshade",    "novalidate",     "nowrap",
    "open",        "optimum",   "part",       "pattern",        "placeholder",
    "playsinline", "preload",   "readonly",   "required",       "reversed",
    "role",        "rows",      "rowspan",    "rules",          "scope",
    "scrolling",   "selected",  "shape",      "size",           "sizes",
    "slot",        "span",      "spellcheck", "start",          "step",
    "summary",     "tabindex",  "title",      "translate",      "valign",
    "value",       "vspace",    "width",      "wrap",
};
static_assert(std::is_sorted(std::begin(kHarmless), std::end(kHarmless)));
constexpr std::size_t kLongestName = 64;

constexpr bool is_name_byte(unsigned char c) { return is_alphanumeric(c) || c == '-' || c == '_'; }

bool is_name_part(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_name_byte(byte_of(c)); });
}

bool is_harmless(std::string_view name) {
  if (name.size() > kLongestName || !is_name_part(name)) return false;
  const std::string lower = lower_case(name);
  for (const std::string_view prefix : {std::string_view("data-"), std::string_view("aria-")})
    if (lower.starts_with(prefix)) return lower.size() > prefix.size();
  return std::binary_search(std::begin(kHarmless), std::end(kHarmless), lower);
}

std::size_t find_space(std::string_view text) { return std::min(text.find_first_of(" \t\n\f\r"), text.size()); }

/// The size of the value at the start of `text`; npos if it is not valid.
std::size_t value_size(std::string_view text) {
  const bool is_quoted = text.starts_with('"') || text.starts_with('\'');
  const std::size_t end = is_quoted ? text.find(text[0], 1) : find_space(text);
  if (end == text.npos) return text.npos;
  const std::string_view value = is_quoted ? text.substr(1, end - 1) : text.substr(0, end);
  if (value.find_first_of(std::string_view("\"'<>`=&\0", 8)) != value.npos || (!is_quoted && value.empty()))
    return text.npos;
  return is_quoted ? end + 1 : end;
}

/// Whether the text is attributes, separated by white space.
bool are_harmless_attributes(std::string_view text) {
  for (;;) {
    while (!text.empty() && is_space(byte_of(text[0]))) text.remove_prefix(1);
    if (text.empty()) return true;
    const std::size_t name_size = std::min(find_space(text), text.find('='));
    if (!is_harmless(text.substr(0, name_size))) return false;
    text.remove_prefix(name_size);
    if (!text.starts_with('=')) continue;
    text.remove_prefix(1);
    const std::size_t size = value_size(text);
    if (size == text.npos) return false;
    text.remove_prefix(size);
    if (!text.empty() && !is_space(byte_of(text[0]))) return false;
  }
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kMost = 60;
  return "`" + std::string(text.substr(0, kMost)) + (text.size() > kMost ? "…`" : "`");
}

}  // namespace

void put_attributes(Layer& layer, std::string_view text) {
  if (!are_harmless_attributes(text))
    throw std::logic_error(quoted(text) +
                           " cannot be printed where the name of an attribute is expected; write `name=\"<%= value "
                           "%>\"`, or print a `quire::Attr`");
  if (text.find_first_not_of(" \t\n\f\r") != text.npos) layer.put(text);
}

void put_name_part(Layer& layer, std::string_view text) {
  if (!is_name_part(text))
    throw std::logic_error(quoted(text) +
                           " cannot be part of the name of an attribute; only letters, digits, `-` and `_` can");
  layer.put(text);
}

void put_heading(Layer& layer, std::string_view text) {
  if (text.size() != 1 || text[0] < '1' || text[0] > '6')
    throw std::logic_error(quoted(text) + " is not the level of a heading, which is a digit from 1 to 6");
  layer.put(text);
}

}  // namespace quire::detail
