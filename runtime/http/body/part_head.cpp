#include "runtime/http/body/part_head.h"

#include "runtime/http/body/form.h"
#include "runtime/http/characters.h"
#include "runtime/http/strict.h"

#include <algorithm>

namespace quire::http {
namespace {

/// Takes the value of a parameter off `text`: a token, or what is between quotes, without them. Returns
/// nullopt if it is malformed.
std::optional<std::string_view> take_value(std::string_view& text) {
  if (!text.starts_with('"')) {
    const std::size_t end = std::min(text.find_first_of("; \t"), text.size());
    const std::string_view value = text.substr(0, end);
    text.remove_prefix(end);
    // Not only tokens: some clients do not quote other names.
    if (value.empty() || value.find('"') != value.npos) return std::nullopt;
    return value;
  }
  std::size_t end = 1;
  while (end < text.size() && text[end] != '"') {
    // The last quote ends the value even after a backslash, which browsers do not escape.
    const bool escapes = text[end] == '\\' && end + 1 < text.size() &&
                         (text[end + 1] == '\\' || (text[end + 1] == '"' && text.find('"', end + 2) != text.npos));
    end += escapes ? 2 : 1;
  }
  if (end >= text.size()) return std::nullopt;
  const std::string_view value = text.substr(1, end - 1);
  text.remove_prefix(end + 1);
  return value;
}

struct Parameter {
  std::string_view name;
  std::string_view value;
};

/// Takes `; name=value` off `text`. Returns nullopt if it is malformed.
std::optional<Parameter> take_parameter(std::string_view& text) {
  text = trim(text);
  if (!text.starts_with(';')) return std::nullopt;
  text = trim(text.substr(1));
  const std::size_t equals = text.find('=');
  if (equals == text.npos) return std::nullopt;
  const std::string_view name = trim(text.substr(0, equals));
  if (!is_token(name)) return std::nullopt;
  text = trim(text.substr(equals + 1));
  const std::optional<std::string_view> value = take_value(text);
  if (!value) return std::nullopt;
  text = trim(text);
  return Parameter{name, *value};
}

std::string decode_name(std::string_view written) {
  std::string name;
  name.reserve(written.size());
  for (std::size_t at = 0; at < written.size(); ++at) {
    const char c = written[at];
    const std::string_view code = c == '%' ? written.substr(at + 1, 2) : std::string_view();
    const bool is_escape = c == '\\' && at + 1 < written.size() && (written[at + 1] == '"' || written[at + 1] == '\\');
    if (is_escape) {
      name.push_back(written[++at]);
    } else if (code == "22" || equals_ignoring_case(code, "0d") || equals_ignoring_case(code, "0a")) {
      name.push_back(code == "22" ? '"' : to_lower(code[1]) == 'd' ? '\r' : '\n');
      at += 2;
    } else {
      name.push_back(c);
    }
  }
  return decode_lossy_utf8(std::move(name));
}

std::string without_folders(std::string name) {
  const std::size_t slash = name.find_last_of("/\\");
  return slash == name.npos ? name : name.substr(slash + 1);
}

constexpr bool is_boundary_char(char c) {
  return is_alphanumeric(c) || std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

}  // namespace

Refusal PartHeadReader::read(std::string_view line) {
  std::string_view name;
  std::string_view value;
  if (check_field_line(line, name, value)) return {400, "a malformed line in the head of a part of the form"};
  if (equals_ignoring_case(name, "content-disposition")) return read_disposition(value);
  if (equals_ignoring_case(name, "content-type")) {
    if (std::exchange(has_type_, true)) return {400, "a part of the form has more than one Content-Type"};
    head_.content_type = decode_lossy_utf8(std::string(value));
  } else if (equals_ignoring_case(name, "content-transfer-encoding")) {
    const bool is_identity = equals_ignoring_case(value, "binary") || equals_ignoring_case(value, "8bit") ||
                             equals_ignoring_case(value, "7bit");
    if (!is_identity) return {400, "a part of the form has a transfer encoding, which is not supported"};
  }
  return {};
}

Refusal PartHeadReader::read_disposition(std::string_view value) {
  constexpr Refusal kMalformed{400, "a part of the form has a malformed Content-Disposition"};
  if (std::exchange(has_disposition_, true)) return {400, "a part of the form has more than one Content-Disposition"};
  const std::size_t end = std::min(value.find_first_of("; \t"), value.size());
  if (!equals_ignoring_case(value.substr(0, end), "form-data"))
    return {400, "the Content-Disposition of a part of the form is not `form-data`"};
  value = trim(value.substr(end));
  while (!value.empty()) {
    const std::optional<Parameter> parameter = take_parameter(value);
    if (!parameter) return kMalformed;
    if (equals_ignoring_case(parameter->name, "name")) {
      if (std::exchange(has_name_, true)) return kMalformed;
      head_.name = decode_name(parameter->value);
    } else if (equals_ignoring_case(parameter->name, "filename")) {
      if (head_.file_name) return kMalformed;
      head_.file_name = without_folders(decode_name(parameter->value));
    }
  }
  return {};
}

Refusal PartHeadReader::finish() const {
  if (!has_disposition_) return {400, "a part of the form has no Content-Disposition"};
  if (!has_name_) return {400, "a part of the form has no name"};
  return {};
}

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  constexpr std::size_t kLongest = 70;
  std::string_view rest = content_type.substr(std::min(content_type.find(';'), content_type.size()));
  std::optional<std::string> boundary;
  while (!rest.empty()) {
    const std::optional<Parameter> parameter = take_parameter(rest);
    if (!parameter) return std::nullopt;
    if (!equals_ignoring_case(parameter->name, "boundary")) continue;
    if (boundary) return std::nullopt;
    boundary = parameter->value;
  }
  const bool is_valid = boundary && !boundary->empty() && boundary->size() <= kLongest && boundary->back() != ' ' &&
                        std::all_of(boundary->begin(), boundary->end(), is_boundary_char);
  return is_valid ? boundary : std::nullopt;
}

}  // namespace quire::http
