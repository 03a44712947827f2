#include "runtime/api/escape/layer.h"
#include "runtime/api/escape/part.h"

#include <algorithm>

namespace quire::detail {

namespace {

/// A tag's name is never longer than this in what is recognized by its end tag.
constexpr std::size_t kMostBefore = 32;

/// Whether what was written may end with `<`, or with the beginning of a tag's name.
bool may_be_in_tag(const Writer& out) {
  std::string_view before = out.text();
  const bool is_cut = before.size() > kMostBefore;
  if (is_cut) before.remove_prefix(before.size() - kMostBefore);
  while (!before.empty() && (is_alphanumeric(byte_of(before.back())) || before.back() == '/' || before.back() == '!'))
    before.remove_suffix(1);
  return before.empty() ? !is_cut && !out.has_all() : before.back() == '<';
}

/// Writes the first byte as a reference if it could continue what begins with `<`, and returns the
/// rest.
std::string_view put_first(Layer& layer, std::string_view text) {
  if (text.empty() || !layer.out().escapes()) return text;
  std::string_view reference;
  char number[] = "&#000;";
  const unsigned char first = byte_of(text[0]);
  if (first == '/') reference = "&#47;";
  if (first == '!') reference = "&#33;";
  if (first == '?') reference = "&#63;";
  if (is_letter(first) && may_be_in_tag(layer.out())) {
    for (std::size_t i = 0, value = first; i < 3; ++i, value /= 10) number[4 - i] = static_cast<char>('0' + value % 10);
    reference = number;
  }
  if (reference.empty()) return text;
  layer.put(reference);
  return text.substr(1);
}

/// The size of the comment, declaration or tag that begins with the `<` at the start of `html`; 0 if
/// that `<` is text.
std::size_t tag_size(std::string_view html) {
  if (html.starts_with("<!--")) {
    const std::size_t end = html.find("-->", 2);
    return end == html.npos ? html.size() : end + 3;
  }
  if (html.size() < 2) return 0;
  const bool is_end = html[1] == '/';
  if (html[1] == '!' || html[1] == '?') return std::min(html.find('>'), html.size() - 1) + 1;
  if (!is_letter(byte_of(html[1])) && !(is_end && html.size() > 2 && is_letter(byte_of(html[2])))) return 0;
  char quote = 0;
  for (std::size_t i = 1; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != 0) quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'') quote = c;
    else if (c == '>') return i + 1;
  }
  return html.size();
}

/// The size of the content that is not text for a reader, after the tag at the start of `html`.
std::size_t hidden_size(std::string_view tag, std::string_view rest) {
  for (const std::string_view name : {std::string_view("script"), std::string_view("style")}) {
    if (tag.size() < name.size() + 2 || !equals_ignoring_case(tag.substr(1, name.size()), name)) continue;
    if (is_alphanumeric(byte_of(tag[name.size() + 1]))) continue;
    for (std::size_t at = rest.find("</"); at != rest.npos; at = rest.find("</", at + 2))
      if (equals_ignoring_case(rest.substr(at + 2, name.size()), name)) return at;
    return rest.size();
  }
  return 0;
}

}  // namespace

void put_rcdata(Layer& layer, std::string_view text) { layer.put_html(put_first(layer, text)); }

void put_rcdata_of_html(Layer& layer, std::string_view html) { layer.put_markup(put_first(layer, html)); }

void put_comment(Layer& layer, std::string_view text) {
  // `<!-->` would be a whole comment.
  if (text.empty()) return layer.put(" ");
  // The page's own text before or after it may have the rest of `-->` or `--!>`.
  if (text.front() == '-' || text.front() == '!') layer.put(" ");
  for (;;) {
    const std::size_t dash = text.find('-');
    layer.put_html(text.substr(0, dash));
    if (dash == text.npos) return;
    text.remove_prefix(dash + 1);
    layer.put(text.empty() || text.front() == '-' || text.front() == '!' ? "- " : "-");
    if (text.empty()) return;
  }
}

void put_text_of_html(Layer& layer, std::string_view html) {
  for (;;) {
    const std::size_t bracket = html.find('<');
    layer.put_markup(html.substr(0, bracket));
    if (bracket == html.npos) return;
    html.remove_prefix(bracket);
    std::size_t size = tag_size(html);
    if (size == 0) {
      layer.put("&lt;");
      size = 1;
    } else {
      size += hidden_size(html.substr(0, size), html.substr(size));
    }
    html.remove_prefix(size);
  }
}

}  // namespace quire::detail
