#include "runtime/http/head_reader.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire::http {
namespace {

using State = HeadReader::State;

struct Verdict {
  State state;
  int status;
  std::size_t length;
  std::size_t skipped;
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

Verdict verdict(const HeadReader& reader, State state) {
  const bool complete = state == State::kComplete;
  return {state, reader.refusal().status, complete ? reader.length() : 0, complete ? reader.skipped() : 0};
}

Verdict at_once(std::string_view text, const Limits& limits) {
  HeadReader reader(limits);
  return verdict(reader, reader.scan(text));
}

Verdict by_pieces(std::string_view text, const Limits& limits, std::size_t piece) {
  HeadReader reader(limits);
  State state = State::kNeedMore;
  for (std::size_t size = piece; state == State::kNeedMore; size += piece) {
    state = reader.scan(text.substr(0, size));
    if (size >= text.size()) break;
  }
  return verdict(reader, state);
}

TEST_CASE("head reader finds the end of a head however it is cut") {
  Limits limits;
  limits.request_line = 40;
  limits.head = 100;
  limits.fields = 3;
  const struct {
    std::string text;
    Verdict expected;
  } rows[] = {
      {"", {State::kNeedMore, 0, 0, 0}},
      {"GET / HTTP/1.1\r\n", {State::kNeedMore, 0, 0, 0}},
      {"GET / HTTP/1.1\r\n\r\nmore", {State::kComplete, 0, 18, 0}},
      {"GET / HTTP/1.1\r\nA: b\r\n\r\n", {State::kComplete, 0, 24, 0}},
      {"\r\nGET / HTTP/1.1\r\n\r\n", {State::kComplete, 0, 20, 2}},
      {"\r\n\r\nGET / HTTP/1.1\r\n\r\n", {State::kRefused, 400, 0, 0}},
      {"\nGET / HTTP/1.1\r\n\r\n", {State::kRefused, 400, 0, 0}},
      {"\rGET / HTTP/1.1\r\n\r\n", {State::kRefused, 400, 0, 0}},
      {"GET / HTTP/1.1\n\n", {State::kRefused, 400, 0, 0}},
      {"GET / HTTP/1.1\r\nA: b\n\r\n", {State::kRefused, 400, 0, 0}},
      {"GET / HTTP/1.1\r\n\n", {State::kRefused, 400, 0, 0}},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {State::kHttp2Preface, 0, 0, 0}},
      {"GET /" + std::string(40, 'a'), {State::kRefused, 414, 0, 0}},
      {"GET / HTTP/1.1\r\nA: " + std::string(100, 'a'), {State::kRefused, 431, 0, 0}},
      {"GET / HTTP/1.1\r\nA:\r\nB:\r\nC:\r\n\r\n", {State::kComplete, 0, 30, 0}},
      {"GET / HTTP/1.1\r\nA:\r\nB:\r\nC:\r\nD:\r\n\r\n", {State::kRefused, 431, 0, 0}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(at_once(row.text, limits) == row.expected);
    for (const std::size_t piece : {1u, 2u, 3u, 7u}) CHECK(by_pieces(row.text, limits, piece) == row.expected);
  }
}

TEST_CASE("head reader starts again after reset") {
  const Limits limits;
  HeadReader reader(limits);
  CHECK(reader.scan("\n") == State::kRefused);
  reader.reset();
  CHECK(reader.scan("GET / HTTP/1.1\r\n\r\n") == State::kComplete);
}

}  // namespace
}  // namespace quire::http
