#include "runtime/http/body/chunked_decoder.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire::http {
namespace {

using State = ChunkedDecoder::State;

struct Outcome {
  State state;
  int status;
  std::string body;
  std::string left;
};

Outcome decode(std::string_view text, const Limits& limits, std::size_t piece) {
  ChunkedDecoder decoder(limits, limits.body);
  Outcome outcome{State::kNeedMore, 0, {}, {}};
  std::size_t at = 0;
  while (at < text.size() && outcome.state == State::kNeedMore) {
    std::size_t consumed = 0;
    outcome.state = decoder.decode(text.substr(at, piece), consumed, outcome.body);
    at += consumed;
  }
  outcome.status = decoder.refusal().status;
  outcome.left = text.substr(at);
  return outcome;
}

TEST_CASE("chunked decoder reads bodies however they are cut") {
  Limits limits;
  limits.body = 16;
  limits.chunk_extensions = 12;
  limits.trailers = 20;
  limits.fields = 2;
  const struct {
    std::string text;
    State state;
    int status;
    std::string body;
    std::string left;
  } rows[] = {
      {"0\r\n\r\nGET", State::kComplete, 0, "", "GET"},
      {"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", State::kComplete, 0, "hello world", ""},
      {"000a\r\n0123456789\r\n000\r\n\r\n", State::kComplete, 0, "0123456789", ""},
      {"A;x=\"y\"\r\n0123456789\r\n0;\tz\r\n\r\n", State::kComplete, 0, "0123456789", ""},
      {"1 ;a\r\nx\r\n0\r\n\r\n", State::kComplete, 0, "x", ""},
      {"1;a=b;c\r\nx\r\n0\r\n\r\n", State::kComplete, 0, "x", ""},
      {"1; a =\tb\r\nx\r\n0\r\n\r\n", State::kComplete, 0, "x", ""},
      {"1;a=\"\\\"; \"\r\nx\r\n0\r\n\r\n", State::kComplete, 0, "x", ""},
      {"1;a=\"\"\t;b\r\nx\r\n0\r\n\r\n", State::kComplete, 0, "x", ""},
      {"1\r\nx\r\n0\r\nA: b\r\nC:\r\n\r\n", State::kComplete, 0, "x", ""},
      {"5\r\nhel", State::kNeedMore, 0, "hel", ""},
      {"", State::kNeedMore, 0, "", ""},
      {"g\r\n", State::kRefused, 400, "", ""},
      {"\r\n", State::kRefused, 400, "", ""},
      {"-1\r\n", State::kRefused, 400, "", ""},
      {"0x1\r\n", State::kRefused, 400, "", ""},
      {"1 \r\nx\r\n", State::kRefused, 400, "", ""},
      {"1_0\r\n", State::kRefused, 400, "", ""},
      {"1\nx\n", State::kRefused, 400, "", ""},
      {"1\r\nxy\r\n", State::kRefused, 400, "x", ""},
      {"1\r\nx\n", State::kRefused, 400, "x", ""},
      {"1;a\nx\r\n", State::kRefused, 400, "", ""},
      {"1;\r\n", State::kRefused, 400, "", ""},
      {"1; \r\n", State::kRefused, 400, "", ""},
      {"1;;a\r\n", State::kRefused, 400, "", ""},
      {"1;a \r\n", State::kRefused, 400, "", ""},
      {"1;a b\r\n", State::kRefused, 400, "", ""},
      {"1;=\r\n", State::kRefused, 400, "", ""},
      {"1;=b\r\n", State::kRefused, 400, "", ""},
      {"1;a=\r\n", State::kRefused, 400, "", ""},
      {"1;a=;b\r\n", State::kRefused, 400, "", ""},
      {"1;a==b\r\n", State::kRefused, 400, "", ""},
      {"1;a=b=c\r\n", State::kRefused, 400, "", ""},
      {"1;a=b \r\n", State::kRefused, 400, "", ""},
      {"1;a=b\"c\r\n", State::kRefused, 400, "", ""},
      {"1;a=\"b\r\n", State::kRefused, 400, "", ""},
      {"1;a=\"\\\r\n", State::kRefused, 400, "", ""},
      {"1;a=\"\"b\r\n", State::kRefused, 400, "", ""},
      {"1;a=\"b\" \r\n", State::kRefused, 400, "", ""},
      {"1;a=\"\x01\"\r\n", State::kRefused, 400, "", ""},
      {"1;a(\r\n", State::kRefused, 400, "", ""},
      {"1;a\rb\r\n", State::kRefused, 400, "", ""},
      {std::string("1;a\0\r\n", 6), State::kRefused, 400, "", ""},
      {"1;01234567890\r\n", State::kRefused, 400, "", ""},
      {"00000000000000001\r\n", State::kRefused, 400, "", ""},
      {"ffffffffffffffff\r\n", State::kRefused, 413, "", ""},
      {"11\r\n", State::kRefused, 413, "", ""},
      {"10\r\n0123456789abcdef\r\n1\r\n", State::kRefused, 413, "0123456789abcdef", ""},
      {"0\r\nA : b\r\n", State::kRefused, 400, "", ""},
      {"0\r\nA: b\r\n c\r\n", State::kRefused, 400, "", ""},
      {"0\r\nA: b\n", State::kRefused, 400, "", ""},
      {"0\r\n\n", State::kRefused, 400, "", ""},
      {"0\r\nA:\r\nB:\r\nC:\r\n", State::kRefused, 431, "", ""},
      {"0\r\nA: 01234567890123456789\r\n", State::kRefused, 431, "", ""},
  };
  for (const auto& row : rows) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, std::string::npos}) {
      CAPTURE(row.text, piece);
      const Outcome outcome = decode(row.text, limits, piece);
      CHECK(outcome.state == row.state);
      CHECK(outcome.status == row.status);
      CHECK(outcome.body == row.body);
      if (row.state == State::kComplete) CHECK(outcome.left == row.left);
    }
  }
}

}  // namespace
}  // namespace quire::http
