// A request head, cut in every way, gets one verdict; what is accepted has
// views into itself alone and says one thing about its body.
#include "runtime/http/head_reader.h"
#include "runtime/http/request_head.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace quire::http;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool within(std::string_view part, std::string_view whole) {
  return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  static const Limits limits{.request_line = 256, .head = 1024, .fields = 10};
  HeadReader whole(limits);
  const HeadReader::State state = whole.scan(input);

  HeadReader bytewise(limits);
  HeadReader::State last = HeadReader::State::kNeedMore;
  for (std::size_t end = 0; end <= size && last == HeadReader::State::kNeedMore; ++end)
    last = bytewise.scan(input.substr(0, end));
  require(last == state && bytewise.refusal().status == whole.refusal().status);
  if (state != HeadReader::State::kComplete) return 0;
  require(bytewise.length() == whole.length() && bytewise.skipped() == whole.skipped());

  static RequestHead head;
  if (head.parse(input.substr(whole.skipped(), whole.length() - whole.skipped()))) return 0;
  require(!head.method.empty() && !head.path.empty() && (head.path[0] == '/' || head.path == "*"));
  require(!(head.chunked && (head.content_length || head.version_minor == 0)));
  require(within(head.method, head.bytes()) && within(head.query, head.bytes()) && within(head.host, head.bytes()));
  std::size_t hosts = 0;
  for (const FieldView& field : head.fields()) {
    require(within(field.name, head.bytes()) && within(field.value, head.bytes()));
    require(field.value.find_first_of("\r\n") == std::string_view::npos);
    hosts += head.find(field.name).data() != nullptr && field.name.size() == 4 && (field.name[0] | 0x20) == 'h' &&
             (field.name[1] | 0x20) == 'o' && (field.name[2] | 0x20) == 's' && (field.name[3] | 0x20) == 't';
  }
  require(hosts <= 1 && (hosts == 1 || head.version_minor == 0));
  return 0;
}
