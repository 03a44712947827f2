#include <quire/writer.h>

#include <catch2/catch.hpp>
#include <string>

namespace quire {
namespace {

std::string escaped(std::string_view text) {
  Writer out;
  out.escape_html(text);
  return std::string(out.text());
}

TEST_CASE("five characters become references") {
  const struct {
    std::string_view text;
    std::string_view expected;
  } rows[] = {
      {"", ""},
      {"plain", "plain"},
      {"&", "&amp;"},
      {"<", "&lt;"},
      {">", "&gt;"},
      {"\"", "&#34;"},
      {"'", "&#39;"},
      {"&amp;", "&amp;amp;"},
      {"<<a>>", "&lt;&lt;a&gt;&gt;"},
      {"a<b", "a&lt;b"},
      {"<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"},
      {"größe 日本", "größe 日本"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(escaped(row.text) == row.expected);
  }
}

TEST_CASE("every other byte stands for itself") {
  for (int c = 0; c < 256; ++c) {
    const auto byte = static_cast<char>(c);
    const bool special = std::string_view("&<>\"'").find(byte) != std::string_view::npos;
    CAPTURE(c);
    CHECK((escaped(std::string(1, byte)) == std::string(1, byte)) == !special);
  }
}

TEST_CASE("a special character is found wherever it is") {
  for (std::size_t size = 1; size <= 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, '\x80');
      text[at] = '<';
      CAPTURE(size, at);
      CHECK(escaped(text) == std::string(at, '\x80') + "&lt;" + std::string(size - at - 1, '\x80'));
    }
  }
}

}  // namespace
}  // namespace quire
