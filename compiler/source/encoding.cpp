#include "compiler/source/encoding.h"

#include "runtime/base/ascii.h"
#include "runtime/base/utf8.h"

#include <iconv.h>

#include <algorithm>
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

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The value of the first `pageEncoding` in a directive, or empty.
std::string declared_encoding(std::string_view text) {
  constexpr std::string_view kAttribute = "pageEncoding";
  for (std::size_t at = text.find(kAttribute); at != std::string_view::npos; at = text.find(kAttribute, at + 1)) {
    const std::size_t directive = text.rfind("<%@", at);
    if (directive == std::string_view::npos ||
        text.substr(directive, at - directive).find("%>") != std::string_view::npos)
      continue;
    const std::size_t quote = text.find_first_not_of(" \t\r\n=", at + kAttribute.size());
    if (quote == std::string_view::npos || (text[quote] != '"' && text[quote] != '\'')) continue;
    const std::size_t end = text.find(text[quote], quote + 1);
    if (end != std::string_view::npos) return std::string(text.substr(quote + 1, end - quote - 1));
  }
  return {};
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

DecodedFile decode_file(std::string bytes) {
  if (bytes.starts_with(kByteOrderMark)) return {std::move(bytes)};
  if (bytes.starts_with("\xFF\xFE")) return decode_as(std::move(bytes), "UTF-16LE", 2);
  if (bytes.starts_with("\xFE\xFF")) return decode_as(std::move(bytes), "UTF-16BE", 2);
  if (is_ascii(bytes)) return {std::move(bytes)};
  const std::string declared = declared_encoding(bytes);
  if (declared.empty() || is_same_encoding(declared, "UTF-8") || !is_page_encoding(declared)) return {std::move(bytes)};
  return decode_as(std::move(bytes), declared, 0);
}

bool is_page_encoding(const std::string& name) {
  constexpr std::string_view kDirective = "<%@ page pageEncoding=\"\" %>";
  Converter converter(name);
  return converter.is_open() && converter.convert(kDirective).text == kDirective;
}

bool is_same_encoding(std::string_view a, std::string_view b) { return plain_name(a) == plain_name(b); }

}  // namespace quire::compiler
