#include "runtime/http/serializer.h"

#include "runtime/http/characters.h"
#include "runtime/http/date.h"
#include "runtime/http/status.h"

#include <charconv>
#include <cstring>

namespace quire::http {
namespace {

/// Collects small pieces of text, because each addition to a string costs more than copying them.
class HeadText {
 public:
  explicit HeadText(std::string& out) : out_(out) {}
  ~HeadText() { flush(); }
  HeadText(const HeadText&) = delete;
  HeadText& operator=(const HeadText&) = delete;

  HeadText& add(std::string_view text) {
    if (text.size() > sizeof buffer_ - size_) flush();
    if (text.size() > sizeof buffer_) {
      out_ += text;
    } else {
      std::memcpy(buffer_ + size_, text.data(), text.size());
      size_ += text.size();
    }
    return *this;
  }
  HeadText& add(std::uint64_t number, int base = 10) {
    char digits[20];
    return add({digits, std::to_chars(digits, digits + sizeof digits, number, base).ptr});
  }

 private:
  void flush() {
    out_.append(buffer_, size_);
    size_ = 0;
  }

  std::string& out_;
  std::size_t size_ = 0;
  char buffer_[512];
};

void add_status_line(int status, HeadText& out) {
  if (status == 200) out.add("HTTP/1.1 200 OK\r\n");
  else out.add("HTTP/1.1 ").add(static_cast<std::uint64_t>(status)).add(" ").add(reason_phrase(status)).add("\r\n");
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

bool is_valid_field(std::string_view name, std::string_view value) { return is_token(name) && is_field_value(value); }

bool serialize_head(const ResponseHead& head, const Framing& framing, std::string& out) {
  HeadText text(out);
  add_status_line(head.status, text);
  bool valid = true;
  bool has_date = false;
  for (const auto& [name, value] : head.fields) {
    if (is_framing_field(name, framing.keep_content_length)) continue;
    if (!is_valid_field(name, value)) {
      valid = false;
      continue;
    }
    has_date = has_date || equals_ignoring_case(name, "date");
    text.add(name).add(": ").add(value).add("\r\n");
  }
  if (head.is_nosniff) text.add("X-Content-Type-Options: nosniff\r\n");
  if (!has_date) text.add(date_field());
  if (framing.body == Framing::Body::kContentLength)
    text.add("Content-Length: ").add(framing.content_length).add("\r\n");
  else if (framing.body == Framing::Body::kChunked) text.add("Transfer-Encoding: chunked\r\n");
  if (!framing.keep_alive) text.add("Connection: close\r\n");
  else if (framing.version_minor == 0) text.add("Connection: keep-alive\r\n");
  text.add("\r\n");
  return valid;
}

void append_chunk(std::string_view bytes, std::string& out) {
  if (bytes.empty()) return;
  HeadText(out).add(bytes.size(), 16).add("\r\n");
  out += bytes;
  out += "\r\n";
}

}  // namespace quire::http
