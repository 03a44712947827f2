#include <quire/element.h>

#include <stdexcept>

namespace quire {

namespace {

bool is_name_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || byte >= 0x80;
}

void check_name(std::string_view name) {
  bool is_name = !name.empty() && is_name_byte(name.front());
  for (const char c : name) is_name = is_name && (is_name_byte(c) || (c >= '0' && c <= '9') || c == '-' || c == '.');
  if (!is_name) throw std::invalid_argument("`" + std::string(name) + "` cannot name an element or attribute");
}

}  // namespace

Element::Element(Writer& out, std::string_view name) : out_(out), name_(name) {
  check_name(name);
  out_.raw("<").raw(name_);
}

void Element::attribute(std::string_view name, std::string_view value) {
  check_name(name);
  out_.raw(" ").raw(name).raw("=\"").escape_html(value).raw("\"");
}

void Element::open() {
  out_.raw(">");
  is_open_ = true;
}

void Element::close() {
  if (is_open_) out_.raw("</").raw(name_).raw(">");
  else out_.raw("/>");
}

}  // namespace quire
