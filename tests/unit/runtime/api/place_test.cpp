#include <quire/print_in.h>

#include <catch2/catch.hpp>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/unit/runtime/api/printed.h"

namespace quire {
namespace {

using namespace std::string_view_literals;

constexpr std::array kWithins = {Within::kNothing, Within::kAttribute,     Within::kUnquoted,
                                 Within::kJsUrl,   Within::kJsUrlUnquoted, Within::kTwice};

/// Bytes, in the part's own language, that could end it or change what surrounds it.
std::string_view forbidden(Part part) {
  switch (part) {
    case Part::kText:
    case Part::kRcdata:
    case Part::kAttribute:
    case Part::kComment:
    case Part::kMetaRefresh:
      return "<>\"'"sv;
    case Part::kUrlScheme:
    case Part::kUrlStart:
    case Part::kUrlPath:
    case Part::kUrlQuery:
    case Part::kCodeUrlStart:
    case Part::kCodeUrlPath:
    case Part::kSrcsetUrl:
      return "<>\"'`()\\{}| \t\n\r\f\0"sv;
    case Part::kSrcset:
      return "<>\"'`()\\{}|\0"sv;
    case Part::kJs:
    case Part::kJson:
      return "<>'&\n\r\t\f\0"sv;
    case Part::kJsString:
      return "<>'\"`&${}*\n\r\0"sv;
    case Part::kJsRegexp:
      return "<>'\"`&\n\r\0"sv;
    case Part::kCss:
      return "<>\"'`;{}[]@\\\0"sv;
    case Part::kCssString:
    case Part::kCssStringStart:
      return "<>\"'`;{}()@/\n\r\f\0"sv;
    case Part::kNamePart:
    case Part::kHeading:
      return "<>\"'`=/ \t\n\r\f&\0"sv;
    case Part::kAttributeName:
      return "<>`&\0"sv;
    case Part::kPlain:
      break;
  }
  return {};
}

/// Whether each quote, slash and backslash is escaped in what is inside a string or a regular
/// expression of JavaScript.
bool is_closed(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' || text[i] == '/') return false;
    if (text[i] == '\\' && ++i == text.size()) return false;
  }
  return true;
}

std::string hostile_text(std::mt19937& random) {
  constexpr std::string_view kPieces[] = {"<",
                                          ">",
                                          "\"",
                                          "'",
                                          "`",
                                          "&",
                                          "--",
                                          "-->",
                                          "!",
                                          "/",
                                          "\\",
                                          "*/",
                                          "${",
                                          "}",
                                          "//",
                                          "\n",
                                          "\r",
                                          "\0"sv,
                                          "\t",
                                          " ",
                                          "=",
                                          "</script",
                                          "</style",
                                          "\xc3",
                                          "\xe2\x80",
                                          "\u2028",
                                          "\xed\xa0\x80",
                                          "\xff",
                                          "javascript:",
                                          "data:",
                                          "http:",
                                          ":",
                                          ";",
                                          "url(",
                                          "(",
                                          ")",
                                          "rgb(",
                                          "var(--x",
                                          "a",
                                          "0",
                                          "\\22",
                                          ",",
                                          "checked",
                                          "id=x",
                                          "onclick=",
                                          "\x01",
                                          "url=",
                                          "%",
                                          "%41",
                                          "aaaaaaaaaaaaaaaa"};
  std::string text;
  for (unsigned count = random() % 6; count != 0; --count) text += kPieces[random() % std::size(kPieces)];
  return text;
}

TEST_CASE("no value ends the part that it is in") {
  std::mt19937 random(20261122);
  for (int run = 0; run < 20'000; ++run) {
    const std::string text = hostile_text(random);
    for (const Part part : kParts) {
      std::string printed;
      try {
        printed = in({part}, text);
      } catch (const std::logic_error&) {
        continue;
      }
      // The end of a declaration may be a part of the value.
      if (part == Part::kCss && printed.ends_with(';')) printed.pop_back();
      std::string_view bad = forbidden(part);
      const bool has_name_quotes = part == Part::kAttributeName;
      const bool is_bad = printed.find_first_of(bad) != printed.npos;
      const std::string_view whole = printed;
      bool is_wrong = is_bad && !has_name_quotes;
      if (part == Part::kComment)
        is_wrong = is_wrong || whole.find("--") != whole.npos || whole.starts_with('-') || whole.ends_with('-');
      if (part == Part::kJs || part == Part::kJson)
        is_wrong = is_wrong || !is_closed(whole.substr(1, whole.size() - 2));
      if (part == Part::kJsString || part == Part::kJsRegexp) is_wrong = is_wrong || !is_closed(whole);
      if (part == Part::kCss) is_wrong = is_wrong || whole.find("/*") != whole.npos || whole.find("*/") != whole.npos;
      if (is_wrong) {
        CAPTURE(static_cast<int>(part), text, printed);
        CHECK(!is_wrong);
      }
    }
  }
}

TEST_CASE("no value ends what surrounds its part") {
  std::mt19937 random(42);
  for (int run = 0; run < 3'000; ++run) {
    const std::string text = hostile_text(random);
    for (const Part part : kParts) {
      for (const Within within : kWithins) {
        if (within == Within::kNothing) continue;
        std::string printed;
        try {
          printed = in({part, within}, text);
        } catch (const std::logic_error&) {
          continue;
        }
        std::string_view bad = "<>\"'";
        if (within == Within::kUnquoted || within == Within::kJsUrlUnquoted) bad = "<>\"'` =\t\n\f\r\v\0"sv;
        const bool is_wrong = printed.find_first_of(bad) != printed.npos ||
                              (within == Within::kUnquoted && printed.empty() && part != Part::kAttributeName);
        // Inside, it is what it would be without anything around it.
        const std::string inner = in({part}, text);
        bool is_other = false;
        if (within == Within::kAttribute) is_other = decode_html(printed) != inner;
        if (within == Within::kTwice) is_other = decode_html(decode_html(printed)) != inner;
        if (within == Within::kJsUrl) is_other = decode_url(printed) != inner;
        if (is_wrong || is_other) {
          CAPTURE(static_cast<int>(part), static_cast<int>(within), text, printed, inner);
          CHECK(!is_wrong);
          CHECK(!is_other);
        }
      }
    }
  }
}

}  // namespace
}  // namespace quire
