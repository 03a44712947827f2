#include "runtime/http/serializer.h"

#include "runtime/http/characters.h"
#include "runtime/http/date.h"
#include "runtime/http/status.h"

#include <charconv>

namespace quire::http {
namespace {

void append_number(std::uint64_t number, int base, std::string& out) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number, base).ptr;
  out.append(digits, end);
}

void append_status_line(int status, std::string& out) {
  if (status == 200) {
    out += "HTTP/1.1 200 OK\r\n";
    return;
  }
  out += "HTTP/1.1 ";
  append_number(static_cast<std::uint64_t>(status), 10, out);
  out += ' ';
  out += reason_phrase(status);
  out += "\r\n";
}

/// Only we write the fields that decide where the message ends.
bool is_framing_field(std::string_view name, bool keep_content_length) {
  switch (name.size()) {
    case 10:
      return equals_ignoring_case(name, "connection") || equals_ignoring_case(name, "keep-alive");
    case 14:
      return !keep_content_length && equals_ignoring_case(name, "content-length");
    case 17:
      return equals_ignoring_case(name, "transfer-encoding");
    default:
      return false;
  }
}

}  // namespace

const std::string* ResponseHead::find(std::string_view name) const {
  for (const auto& [each, value] : fields)
    if (equals_ignoring_case(each, name)) return &value;
  return nullptr;
}

void ResponseHead::set(std::string_view name, std::string_view value) {
  std::erase_if(fields, [&](const auto& field) { return equals_ignoring_case(field.first, name); });
  add(name, value);
}

bool is_valid_field(std::string_view name, std::string_view value) { return is_token(name) && is_field_value(value); }

bool serialize_head(const ResponseHead& head, const Framing& framing, std::string& out) {
  append_status_line(head.status, out);
  bool valid = true;
  bool has_date = false;
  for (const auto& [name, value] : head.fields) {
    if (is_framing_field(name, framing.keep_content_length)) continue;
    if (!is_valid_field(name, value)) {
      valid = false;
      continue;
    }
    has_date = has_date || equals_ignoring_case(name, "date");
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
  }
  if (!has_date) {
    out += "Date: ";
    out += date_now();
    out += "\r\n";
  }
  if (framing.body == Framing::Body::kContentLength) {
    out += "Content-Length: ";
    append_number(framing.content_length, 10, out);
    out += "\r\n";
  } else if (framing.body == Framing::Body::kChunked) {
    out += "Transfer-Encoding: chunked\r\n";
  }
  if (!framing.keep_alive) out += "Connection: close\r\n";
  else if (framing.version_minor == 0) out += "Connection: keep-alive\r\n";
  out += "\r\n";
  return valid;
}

void append_chunk(std::string_view bytes, std::string& out) {
  if (bytes.empty()) return;
  append_number(bytes.size(), 16, out);
  out += "\r\n";
  out += bytes;
  out += "\r\n";
}

}  // namespace quire::http
