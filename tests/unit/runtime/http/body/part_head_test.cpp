#include "runtime/http/body/part_head.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire::http {
namespace {

/// The name and, after a `|`, the file's; the status if it is refused.
std::string read(const std::string& parameters) {
  PartHeadReader reader;
  Refusal refusal = reader.read("Content-Disposition: form-data" + parameters);
  if (!refusal) refusal = reader.finish();
  if (refusal) return std::to_string(refusal.status);
  const PartHead head = reader.take();
  return head.name + (head.file_name ? "|" + *head.file_name : "");
}

TEST_CASE("names of parts and files as clients write them") {
  const struct {
    std::string parameters;
    std::string expected;
  } rows[] = {
      {"; name=\"a\"", "a"},
      {";name=a;filename=b.txt", "a|b.txt"},
      {"; NAME=\"a\"; FileName=\"b c.txt\"", "a|b c.txt"},
      {" ; name = \"a\"", "a"},
      {"; name=\"\"", ""},
      {"; name=\"a\"; filename=\"\"", "a|"},
      {"; name=\"\xc3\xa9\"; filename=\"\xe2\x82\xac.txt\"", "\xc3\xa9|\xe2\x82\xac.txt"},
      {"; name=\"\xff\"", "\xef\xbf\xbd"},
      // Browsers.
      {"; name=\"a%22b%0D%0Ac%20\"", "a\"b\r\nc%20"},
      {"; name=\"a\\b\"", "a\\b"},
      {"; name=\"a\\\"", "a\\"},
      // Others.
      {"; name=\"a\\\"b\\\\\"", "a\"b\\"},
      {"; filename=\"a\\\"b\"; name=\"x;y\"", "x;y|a\"b"},
      {"; name=a; filename=\"C:\\x\\b.txt\"", "a|b.txt"},
      {"; name=a; filename=\"../../etc/b.txt\"", "a|b.txt"},
      {"; name=a; filename*=UTF-8''b.txt", "a"},
      {"", "400"},
      {"; filename=\"b\"", "400"},
      {"; name=\"a", "400"},
      {"; name", "400"},
      {"; name=", "400"},
      {"; name=\"a\"; name=\"b\"", "400"},
      {"; name=\"a\" filename=\"b\"", "400"},
      {"; name=\"a\"b", "400"},
      {"; na me=\"a\"", "400"},
      {"x; name=\"a\"", "400"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.parameters);
    CHECK(read(row.parameters) == row.expected);
  }
}

TEST_CASE("other lines in the head of a part") {
  const struct {
    std::string line;
    int status;
  } rows[] = {
      {"Content-Type: text/plain", 0},
      {"content-transfer-encoding: Binary", 0},
      {"X-Other: y", 0},
      {"Content-Transfer-Encoding: base64", 400},
      {"Content-Disposition: attachment; name=\"a\"", 400},
      {"X-Other", 400},
      {" folded", 400},
      {std::string("X: \0", 4), 400},
  };
  for (const auto& row : rows) {
    CAPTURE(row.line);
    CHECK(PartHeadReader().read(row.line).status == row.status);
  }
  PartHeadReader reader;
  CHECK(reader.finish().status == 400);
  CHECK_FALSE(reader.read("Content-Type: text/plain"));
  CHECK(reader.read("Content-Type: text/html").status == 400);
  CHECK_FALSE(reader.read("Content-Disposition: form-data; name=a"));
  CHECK(reader.read("Content-Disposition: form-data; name=a").status == 400);
  CHECK_FALSE(reader.finish());
  CHECK(reader.take().content_type == "text/plain");
}

TEST_CASE("boundaries in content types") {
  const struct {
    std::string_view type;
    std::optional<std::string> expected;
  } rows[] = {
      {"multipart/form-data; boundary=abc", "abc"},
      {"multipart/form-data;charset=utf-8; Boundary=\"a b:c\"", "a b:c"},
      {"multipart/form-data", std::nullopt},
      {"multipart/form-data; boundary=", std::nullopt},
      {"multipart/form-data; boundary=\"\"", std::nullopt},
      {"multipart/form-data; boundary=a; boundary=b", std::nullopt},
      {"multipart/form-data; boundary=\"a ", std::nullopt},
      {"multipart/form-data; boundary=\"a \"", std::nullopt},
      {"multipart/form-data; boundary=a{b", std::nullopt},
  };
  for (const auto& row : rows) {
    CAPTURE(row.type);
    CHECK(multipart_boundary(row.type) == row.expected);
  }
  CHECK(multipart_boundary("x; boundary=" + std::string(70, 'a')));
  CHECK_FALSE(multipart_boundary("x; boundary=" + std::string(71, 'a')));
}

}  // namespace
}  // namespace quire::http
