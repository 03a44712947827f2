#include "runtime/http/body/body_decoder.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire::http {
namespace {

using State = BodyDecoder::State;

HeadFacts with_length(std::uint64_t length) {
  HeadFacts head;
  head.content_length = length;
  return head;
}

HeadFacts in_chunks() {
  HeadFacts head;
  head.chunked = true;
  return head;
}

TEST_CASE("a body ends after its length, or its last chunk") {
  const Limits limits;
  const struct {
    HeadFacts head;
    std::string_view first;
    std::string_view second;
  } rows[] = {
      {with_length(5), "hel", "loGET"},
      {in_chunks(), "3\r\nhel\r\n2", "\r\nlo\r\n0\r\n\r\nGET"},
  };
  for (const auto& row : rows) {
    CHECK(has_body(row.head));
    BodyDecoder decoder(row.head, limits);
    CHECK_FALSE(decoder.set_limit(5));
    std::string body;
    std::size_t consumed = 0;
    CHECK(decoder.decode(row.first, consumed, body) == State::kNeedMore);
    CHECK(consumed == row.first.size());
    CHECK(decoder.decode(row.second, consumed, body) == State::kComplete);
    CHECK(row.second.substr(consumed) == "GET");
    CHECK(body == "hello");
  }
  CHECK_FALSE(has_body(with_length(0)));
  CHECK_FALSE(has_body({}));
}

TEST_CASE("bodies beyond the limit are refused") {
  const Limits limits;
  BodyDecoder known(with_length(6), limits);
  CHECK(known.set_limit(5).status == 413);
  BodyDecoder chunked(in_chunks(), limits);
  CHECK_FALSE(chunked.set_limit(5));
  std::string body;
  std::size_t consumed = 0;
  CHECK(chunked.decode("6\r\n", consumed, body) == State::kRefused);
  CHECK(chunked.refusal().status == 413);
  BodyDecoder late(with_length(6), limits);
  late.refuse({408, "too slow"});
  CHECK(late.decode("hello!", consumed, body) == State::kRefused);
  CHECK(consumed == 0);
}

}  // namespace
}  // namespace quire::http
