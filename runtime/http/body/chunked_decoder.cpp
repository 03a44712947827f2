#include "runtime/http/body/chunked_decoder.h"

#include "runtime/http/characters.h"
#include "runtime/http/strict.h"

#include <algorithm>

namespace quire::http {
namespace {
/// Leading zeros are allowed; sixteen digits cannot overflow.
constexpr unsigned kMaxSizeDigits = 16;
}  // namespace

ChunkedDecoder::State ChunkedDecoder::refuse(int status, const char* reason) {
  refusal_ = {status, reason};
  return State::kRefused;
}

bool ChunkedDecoder::take_size_octet(char c) {
  if (const int digit = hex_value(c); digit >= 0) {
    if (++digits_ > kMaxSizeDigits) return false;
    chunk_ = chunk_ << 4 | static_cast<unsigned>(digit);
    at_ = At::kSize;
    return true;
  }
  if (at_ == At::kSizeStart) return false;
  if (c == '\r') {
    at_ = At::kSizeLineFeed;
    return true;
  }
  at_ = At::kExtensionBlank;
  return take_extension_octet(c);
}

/// After a whole extension, or its name.
bool ChunkedDecoder::end_extension_part(char c) {
  if (c == '\r') at_ = At::kSizeLineFeed;
  else if (c == ';') at_ = At::kExtensionNameStart;
  else if (is_blank(c)) at_ = At::kExtensionBlank;
  else return false;
  return true;
}

bool ChunkedDecoder::take_extension_name(char c) {
  if (is_token_char(c) && at_ != At::kExtensionNameEnd) {
    at_ = At::kExtensionName;
    return true;
  }
  if (at_ == At::kExtensionNameStart) return is_blank(c);
  if (c == '=') {
    at_ = At::kExtensionValueStart;
    return true;
  }
  if (is_blank(c)) {
    at_ = At::kExtensionNameEnd;
    return true;
  }
  // A blank may precede `;` and `=`, but not the end of the line.
  if (at_ == At::kExtensionNameEnd && c != ';') return false;
  return end_extension_part(c);
}

bool ChunkedDecoder::take_extension_value(char c) {
  switch (at_) {
    case At::kExtensionValueStart:
      if (is_blank(c)) return true;
      at_ = c == '"' ? At::kExtensionQuoted : At::kExtensionValue;
      return c == '"' || is_token_char(c);
    case At::kExtensionQuoted:
      if (c == '"') at_ = At::kExtensionQuotedEnd;
      else if (c == '\\') at_ = At::kExtensionEscape;
      return !is_control(c) || c == '\t';
    case At::kExtensionEscape:
      at_ = At::kExtensionQuoted;
      return !is_control(c) || c == '\t';
    default:
      return (at_ == At::kExtensionValue && is_token_char(c)) || end_extension_part(c);
  }
}

bool ChunkedDecoder::take_extension_octet(char c) {
  if (++extension_octets_ > limits_->chunk_extensions) return false;
  switch (at_) {
    case At::kExtensionBlank:
      return is_blank(c) || (c == ';' && end_extension_part(c));
    case At::kExtensionNameStart:
    case At::kExtensionName:
    case At::kExtensionNameEnd:
      return take_extension_name(c);
    default:
      return take_extension_value(c);
  }
}

bool ChunkedDecoder::end_size_line() {
  if (chunk_ > body_limit_ - decoded_) {
    refuse(413, "the body is too large");
    return false;
  }
  at_ = chunk_ == 0 ? At::kTrailer : At::kContent;
  digits_ = 0;
  return true;
}

bool ChunkedDecoder::take_trailer_octet(char c) {
  if (++trailer_octets_ > limits_->trailers) {
    refuse(431, "the trailers are too large");
    return false;
  }
  if (c != '\n') {
    trailer_.push_back(c);
    return true;
  }
  if (trailer_.empty() || trailer_.back() != '\r') {
    refuse(400, "a trailer line does not end in CR LF");
    return false;
  }
  trailer_.pop_back();
  if (trailer_.empty()) {
    at_ = At::kEnd;
    return true;
  }
  std::string_view name;
  std::string_view value;
  refusal_ = check_field_line(trailer_, name, value);
  trailer_.clear();
  if (!refusal_ && ++trailers_ > limits_->fields) refusal_ = {431, "too many trailers"};
  return !refusal_;
}

ChunkedDecoder::State ChunkedDecoder::decode(std::string_view input, std::size_t& consumed, std::string& body) {
  consumed = 0;
  if (refusal_) return State::kRefused;
  while (at_ != At::kEnd && consumed < input.size()) {
    if (at_ == At::kContent) {
      const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(chunk_, input.size() - consumed));
      body.append(input.data() + consumed, take);
      consumed += take;
      decoded_ += take;
      chunk_ -= take;
      if (chunk_ == 0) at_ = At::kContentReturn;
      continue;
    }
    const char c = input[consumed++];
    bool accepted = true;
    switch (at_) {
      case At::kSizeStart:
      case At::kSize:
        accepted = take_size_octet(c);
        break;
      case At::kSizeLineFeed:
        accepted = c == '\n' && end_size_line();
        break;
      case At::kContentReturn:
        accepted = c == '\r';
        at_ = At::kContentLineFeed;
        break;
      case At::kContentLineFeed:
        accepted = c == '\n';
        at_ = At::kSizeStart;
        break;
      case At::kTrailer:
        accepted = take_trailer_octet(c);
        break;
      case At::kContent:
      case At::kEnd:
        break;
      default:
        accepted = take_extension_octet(c);
        break;
    }
    if (!accepted) return refusal_ ? State::kRefused : refuse(400, "malformed chunked coding");
  }
  return at_ == At::kEnd ? State::kComplete : State::kNeedMore;
}

}  // namespace quire::http
