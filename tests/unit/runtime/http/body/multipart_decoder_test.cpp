#include "runtime/http/body/multipart_decoder.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire::http {
namespace {

/// What the parts are, such as `(a:text)(b|file.txt:more)`; an unfinished one lacks its parenthesis.
class Recorded final : public PartSink {
 public:
  Refusal begin_part(PartHead head) override {
    text += "(" + head.name + (head.file_name ? "|" + *head.file_name : "") + ":";
    return {};
  }
  Refusal take_part(std::string_view octets) override {
    text += octets;
    return {};
  }
  Refusal end_part() override {
    text += ")";
    return {};
  }

  std::string text;
};

/// The parts, or the status.
std::string decode(std::string_view body, std::size_t piece, const Limits& limits) {
  Recorded parts;
  MultipartDecoder decoder("b", limits, parts);
  for (std::size_t at = 0; at < body.size(); at += piece)
    if (const Refusal refusal = decoder.take(body.substr(at, piece))) return std::to_string(refusal.status);
  const Refusal refusal = decoder.end();
  return refusal ? std::to_string(refusal.status) : parts.text;
}

const std::string kA = "Content-Disposition: form-data; name=a\r\n";

TEST_CASE("multipart decoder reads forms however they are cut") {
  Limits limits;
  limits.parts = 2;
  limits.part_head = 120;
  const struct {
    std::string body;
    std::string expected;
  } rows[] = {
      {"--b--\r\n", ""},
      {"--b--", ""},
      {"--b\r\n" + kA + "\r\ntext\r\n--b--\r\n", "(a:text)"},
      {"--b\r\n" + kA + "\r\n\r\n--b--", "(a:)"},
      {"--b\r\n" + kA + "\r\n--b--", "(a:)"},
      {"--b\r\n" + kA + "\r\n\r\n\r\n--b--", "(a:\r\n)"},
      {"--b\r\n" + kA + "\r\n1\r\n--b\r\n" + kA + "\r\n2\r\n--b--\r\n", "(a:1)(a:2)"},
      {"--b\r\n" + kA + "\r\n\r\r\n-\r\n--\r\n--c\n--b\r\n--b--", "(a:\r\r\n-\r\n--\r\n--c\n--b)"},
      {"--b \t\r\n" + kA + "\r\nx\r\n--b--", "(a:x)"},
      {"preamble\r\n--b\r\n" + kA + "\r\nx\r\n--b--\r\nepilogue --b", "(a:x)"},
      {"--b\r\nX: y\r\n" + kA + "\r\nx\r\n--b--", "(a:x)"},
      {"", "400"},
      {"--c--", "400"},
      {"--b", "400"},
      {"--b-", "400"},
      {"--b\r\n", "400"},
      {"--b\r\n" + kA, "400"},
      {"--b\r\n" + kA + "\r\n", "400"},
      {"--b\r\n" + kA + "\r\nx", "400"},
      {"--b\r\n" + kA + "\r\nx\r\n--b", "400"},
      {"--b\r\n" + kA + "\r\nx\r\n--b-", "400"},
      {"--b\r\n" + kA + "\r\nx\r\n--bb\r\n", "400"},
      {"--b\r\n\r\nx\r\n--b--", "400"},
      {"--b\r\nX: y\r\n\r\nx\r\n--b--", "400"},
      {"--b\n" + kA + "\r\nx\r\n--b--", "400"},
      {"--b\r\nContent-Disposition: form-data; name=a\n\r\nx\r\n--b--", "400"},
      {"--b\r\n" + kA + "\r\n1\r\n--b\r\n" + kA + "\r\n2\r\n--b\r\n" + kA + "\r\n3\r\n--b--", "413"},
      {"--b\r\nX: " + std::string(200, 'x') + "\r\n" + kA + "\r\nx\r\n--b--", "431"},
      {"--b\r\nX: " + std::string(100, 'x') + "\r\n" + kA + "\r\nx\r\n--b--", "431"},
      {"--b" + std::string(200, ' ') + "\r\n" + kA + "\r\nx\r\n--b--", "431"},
  };
  for (const auto& row : rows) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{10'000}}) {
      CAPTURE(row.body, piece);
      CHECK(decode(row.body, piece, limits) == row.expected);
    }
  }
}

}  // namespace
}  // namespace quire::http
