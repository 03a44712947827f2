#include "compiler/source/encoding.h"

#include "runtime/base/ascii.h"
#include "runtime/base/utf8.h"

#include <iconv.h>

#include <cerrno>
#include <cstddef>
#include <utility>

namespace quire::compiler {
namespace {

/// Owns an iconv conversion to UTF-8.
class Converter {
 public:
  explicit Converter(const std::string& from) : handle_(::iconv_open("UTF-8", from.c_str())) {}
  ~Converter() {
    if (is_open()) ::iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // `iconv_open` returns this for an unknown name.
  bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
  DecodedFile convert(std::string_view bytes);

 private:
  const iconv_t handle_;
};

DecodedFile Converter::convert(std::string_view bytes) {
  DecodedFile result;
  // iconv does not modify the input, although its parameter is not const.
  char* in = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size();
  char buffer[4096];
  while (left > 0) {
    char* out = buffer;
    std::size_t room = sizeof buffer;
    const std::size_t converted = ::iconv(handle_, &in, &left, &out, &room);
    result.text.append(buffer, out);
    if (converted != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
    if (!result.undecodable) result.undecodable = static_cast<std::uint32_t>(result.text.size());
    result.text += kReplacementCharacter;
    ++in;
    --left;
  }
  return result;
}

DecodedFile decode_as(std::string bytes, const std::string& encoding, std::size_t mark_size) {
  Converter converter(encoding);
  if (!converter.is_open()) return {std::move(bytes)};
  DecodedFile result = converter.convert(std::string_view(bytes).substr(mark_size));
  result.encoding = encoding;
  result.stored = std::move(bytes);
  return result;
}

std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c == '-' || c == '_') continue;
    plain += to_lower(c);
  }
  return plain;
}

}  // namespace

DecodedFile decode_marked(std::string bytes) {
  if (bytes.starts_with("\xFF\xFE")) return decode_as(std::move(bytes), "UTF-16LE", 2);
  if (bytes.starts_with("\xFE\xFF")) return decode_as(std::move(bytes), "UTF-16BE", 2);
  // XML 1.0, appendix F: `<?` without a mark.
  if (bytes.starts_with(std::string_view("<\0?\0", 4))) return decode_as(std::move(bytes), "UTF-16LE", 0);
  if (bytes.starts_with(std::string_view("\0<\0?", 4))) return decode_as(std::move(bytes), "UTF-16BE", 0);
  return {std::move(bytes)};
}

DecodedFile decode_declared(std::string bytes, const std::string& encoding) {
  if (is_same_encoding(encoding, "UTF-8") || !is_page_encoding(encoding)) return {std::move(bytes)};
  return decode_as(std::move(bytes), encoding, 0);
}

bool is_page_encoding(const std::string& name) {
  constexpr std::string_view kDirective = "<%@ page pageEncoding=\"\" %>";
  Converter converter(name);
  return converter.is_open() && converter.convert(kDirective).text == kDirective;
}

bool is_same_encoding(std::string_view a, std::string_view b) { return plain_name(a) == plain_name(b); }

}  // namespace quire::compiler
