// A request head, cut in every way, gets one verdict; what is accepted has
// views into itself alone, says one thing about its body, and has the fields that
// another parser reads.
#include "runtime/http/head_reader.h"
#include "runtime/http/request_head.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string_view>

using namespace quire::http;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool within(std::string_view part, std::string_view whole) {
  return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

/// Beast's parser, which must find the same fields if it accepts the head.
class OtherParser final : public boost::beast::http::basic_parser<true> {
 public:
  explicit OtherParser(const std::vector<FieldView>& expected) : expected_(expected) {
    header_limit(std::numeric_limits<std::uint32_t>::max());
    body_limit(boost::none);
  }
  std::size_t count() const { return count_; }

 private:
  using error_code = boost::beast::error_code;
  using text = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb, text, text, int, error_code&) override {}
  void on_response_impl(int, text, int, error_code&) override {}
  void on_field_impl(boost::beast::http::field, text name, text value, error_code&) override {
    require(count_ < expected_.size());
    const FieldView& field = expected_[count_++];
    require(field.name == std::string_view(name.data(), name.size()));
    require(field.value == std::string_view(value.data(), value.size()));
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(text body, error_code&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, text body, error_code&) override { return body.size(); }
  void on_finish_impl(error_code&) override {}

  const std::vector<FieldView>& expected_;
  std::size_t count_ = 0;
};

void check_with_another_parser(const RequestHead& head) {
  OtherParser parser(head.fields());
  boost::beast::error_code error;
  parser.put(boost::asio::const_buffer(head.bytes().data(), head.bytes().size()), error);
  // It refuses tokens in Connection that we ignore.
  if (error) return;
  require(parser.is_header_done() && parser.count() == head.fields().size());
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
  check_with_another_parser(head);
  return 0;
}
