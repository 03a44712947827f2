// Any pattern is translated or refused; and whatever is in a request, a line stays a line.
#include "runtime/log/access_pattern.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace quire;

namespace {

/// Whether the text has only octets that a terminal shows.
bool is_visible(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view pattern = input.substr(0, input.find('\n'));
  const std::string_view text = input.substr(std::min(pattern.size() + 1, size));
  const http::Origin origin{std::string(text), false, std::string(text), 80};
  const PageNotes notes{0, std::string(text), {std::string(text)}};
  const http::ResponseHead response{200, {{"a", std::string(text)}}};
  http::RequestHead head;
  FinishedAnswer answer;
  if (!head.parse("GET / HTTP/1.1\r\nHost: h\r\na: " + std::string(text) + "\r\n\r\n")) answer.head = &head;
  answer.request_line = text;
  answer.origin = &origin;
  answer.peer = answer.local = {text, 1};
  answer.id = text;
  answer.notes = &notes;
  answer.status = 200;
  answer.response = &response;
  for (const std::string_view each : {pattern, std::string_view("json"), std::string_view("combined")}) {
    const Result<AccessPattern> compiled = AccessPattern::compile(each);
    if (!compiled) {
      if (!is_visible(compiled.error().sentence)) std::abort();
      continue;
    }
    std::string line;
    compiled->append(answer, WallTime{1'793'979'251'087}, line);
    if (!is_visible(line)) std::abort();
  }
  return 0;
}
