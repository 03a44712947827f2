#include "runtime/http/request_head.h"

#include "runtime/http/characters.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>

namespace quire::http {
namespace {

namespace beast = boost::beast;

/// Beast's parser, of which only the fields are used: `check_head` has read the rest. As the head
/// is in one buffer, the views point into that.
class FieldParser final : public beast::http::basic_parser<true> {
 public:
  explicit FieldParser(std::vector<FieldView>& fields) : fields_(fields) {
    // Our own limits have been checked already.
    header_limit(std::numeric_limits<std::uint32_t>::max());
    body_limit(boost::none);
  }

 private:
  using error_code = beast::error_code;
  using text = beast::string_view;

  void on_request_impl(beast::http::verb, text, text, int, error_code&) override {}
  void on_response_impl(int, text, int, error_code&) override {}
  void on_field_impl(beast::http::field, text name, text value, error_code&) override {
    fields_.push_back({{name.data(), name.size()}, {value.data(), value.size()}});
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(text body, error_code&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, text body, error_code&) override { return body.size(); }
  void on_finish_impl(error_code&) override {}

  std::vector<FieldView>& fields_;
};

}  // namespace

Refusal RequestHead::parse(std::string_view head) {
  bytes_.assign(head);
  fields_.clear();
  if (const Refusal refusal = check_head(bytes_, *this)) return refusal;
  FieldParser parser(fields_);
  beast::error_code error;
  parser.put(boost::asio::const_buffer(bytes_.data(), bytes_.size()), error);
  if (error || !parser.is_header_done()) return {400, "a malformed request head"};
  return {};
}

std::string_view RequestHead::find(std::string_view name) const {
  for (const FieldView& field : fields_)
    if (equals_ignoring_case(field.name, name)) {
      // The view of an empty value may have null data, which to callers means that the field is
      // absent.
      return field.value.data() ? field.value : std::string_view("");
    }
  return {};
}

std::vector<std::string_view> RequestHead::find_all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const FieldView& field : fields_)
    if (equals_ignoring_case(field.name, name)) values.push_back(field.value);
  return values;
}

}  // namespace quire::http
