#include "runtime/session/memcached/meta_answer.h"

#include "runtime/http/url.h"

#include <charconv>

namespace quire {

namespace {

using Code = MetaAnswer::Code;

/// The text up to the next space, which is removed from `rest`.
std::string_view take_word(std::string_view& rest) {
  const std::size_t space = rest.find(' ');
  const std::string_view word = rest.substr(0, space);
  rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
  return word;
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<Code> code_of(std::string_view word) {
  if (word == "VA") return Code::kValue;
  if (word == "HD") return Code::kDone;
  if (word == "EN" || word == "NF") return Code::kMissing;
  if (word == "EX") return Code::kExists;
  if (word == "NS") return Code::kNotStored;
  if (word == "MN") return Code::kNoop;
  if (word == "ERROR" || word == "CLIENT_ERROR" || word == "SERVER_ERROR" || word == "BUSY") return Code::kError;
  return std::nullopt;
}

}  // namespace

std::optional<MetaAnswer> parse_meta_answer(std::string_view line) {
  MetaAnswer answer;
  std::string_view rest = line;
  const std::optional<Code> code = code_of(take_word(rest));
  if (!code) return std::nullopt;
  answer.code = *code;
  if (answer.code == Code::kError) {
    answer.error = line;
    return answer;
  }
  if (answer.code == Code::kValue && !read_number(take_word(rest), answer.size)) return std::nullopt;
  while (!rest.empty()) {
    const std::string_view flag = take_word(rest);
    if (flag.empty()) continue;
    const std::string_view token = flag.substr(1);
    if (flag.front() == 'c' && !read_number(token, answer.cas)) return std::nullopt;
    if (flag.front() == 'f' && !read_number(token, answer.flags)) return std::nullopt;
    if (flag.front() == 't' && !read_number(token, answer.ttl)) return std::nullopt;
  }
  return answer;
}

std::string parse_dumped_key(std::string_view line) {
  constexpr std::string_view kKey = "key=";
  if (!line.starts_with(kKey)) return {};
  std::string_view rest = line.substr(kKey.size());
  return http::percent_decode(take_word(rest)).value_or(std::string());
}

}  // namespace quire
