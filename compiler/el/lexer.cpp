#include "compiler/el/lexer.h"

#include "compiler/lex/xml_name.h"
#include "runtime/base/ascii.h"
#include "runtime/base/utf8.h"

#include <utf8proc.h>

#include <array>
#include <iterator>
#include <utility>

namespace quire::compiler {
namespace {

struct Spelling {
  std::string_view text;
  ElTokenKind kind;
};

// In the order of ASCII.
constexpr Spelling kReserved[] = {
    {"and", ElTokenKind::kAnd},      {"div", ElTokenKind::kDivide},
    {"empty", ElTokenKind::kEmpty},  {"eq", ElTokenKind::kEqual},
    {"false", ElTokenKind::kFalse},  {"ge", ElTokenKind::kGreaterEqual},
    {"gt", ElTokenKind::kGreater},   {"instanceof", ElTokenKind::kInstanceof},
    {"le", ElTokenKind::kLessEqual}, {"lt", ElTokenKind::kLess},
    {"mod", ElTokenKind::kModulo},   {"ne", ElTokenKind::kNotEqual},
    {"not", ElTokenKind::kNot},      {"null", ElTokenKind::kNull},
    {"or", ElTokenKind::kOr},        {"true", ElTokenKind::kTrue},
};

// In the order of ASCII, but longer ones before those that they begin with.
constexpr Spelling kSigns[] = {
    {"!==", ElTokenKind::kForeign},     {"!=", ElTokenKind::kNotEqual},   {"!", ElTokenKind::kNot},
    {"%=", ElTokenKind::kForeign},      {"%", ElTokenKind::kModulo},      {"&&", ElTokenKind::kAnd},
    {"&", ElTokenKind::kForeign},       {"(", ElTokenKind::kLeftParen},   {")", ElTokenKind::kRightParen},
    {"**", ElTokenKind::kForeign},      {"*=", ElTokenKind::kForeign},    {"*", ElTokenKind::kMultiply},
    {"++", ElTokenKind::kForeign},      {"+=", ElTokenKind::kConcat},     {"+", ElTokenKind::kPlus},
    {",", ElTokenKind::kComma},         {"-=", ElTokenKind::kForeign},    {"->", ElTokenKind::kArrow},
    {"-", ElTokenKind::kMinus},         {".", ElTokenKind::kDot},         {"/=", ElTokenKind::kForeign},
    {"/", ElTokenKind::kDivide},        {"::", ElTokenKind::kScope},      {":", ElTokenKind::kColon},
    {";", ElTokenKind::kSemicolon},     {"<<", ElTokenKind::kForeign},    {"<=", ElTokenKind::kLessEqual},
    {"<>", ElTokenKind::kForeign},      {"<", ElTokenKind::kLess},        {"===", ElTokenKind::kForeign},
    {"==", ElTokenKind::kEqual},        {"=>", ElTokenKind::kForeign},    {"=", ElTokenKind::kAssign},
    {">=", ElTokenKind::kGreaterEqual}, {">>", ElTokenKind::kForeign},    {">", ElTokenKind::kGreater},
    {"?:", ElTokenKind::kElvis},        {"??", ElTokenKind::kCoalesce},   {"?.", ElTokenKind::kForeign},
    {"?", ElTokenKind::kQuestion},      {"[", ElTokenKind::kLeftBracket}, {"]", ElTokenKind::kRightBracket},
    {"{", ElTokenKind::kLeftBrace},     {"||", ElTokenKind::kOr},         {"|", ElTokenKind::kForeign},
    {"}", ElTokenKind::kRightBrace},
};

/// For each character of ASCII, where in the list are the spellings that begin with it.
template <std::size_t size>
constexpr std::array<unsigned char, 128> places_by_first(const Spelling (&list)[size]) {
  std::array<unsigned char, 128> places{};
  places.fill(size);
  for (std::size_t place = size; place-- > 0;)
    places[static_cast<unsigned char>(list[place].text[0])] = static_cast<unsigned char>(place);
  return places;
}
constexpr auto kReservedPlaces = places_by_first(kReserved);
constexpr auto kSignPlaces = places_by_first(kSigns);

/// Whether Java allows a character outside ASCII in a name: letters, and signs of currencies
/// or that join words; after the first also digits and marks.
bool is_in_name(char32_t character, bool is_first) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(character))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_SC:
      return true;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
      return !is_first;
    default:
      return false;
  }
}

/// The end of the name at `at`, or `at` if there is none.
std::size_t skip_name(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size()) {
    const char c = text[at];
    if (is_alpha(c) || c == '_' || c == '$' || (is_digit(c) && at > begin)) {
      ++at;
      continue;
    }
    if (is_ascii(c)) break;
    const Utf8Character character = decode_utf8(text, at);
    if (!character.valid || !is_in_name(character.value, at == begin)) break;
    at += character.size;
  }
  return at;
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

ElTokenKind kind_of_word(std::string_view word) {
  if (!is_ascii(word[0])) return ElTokenKind::kName;
  for (std::size_t place = kReservedPlaces[static_cast<unsigned char>(word[0])];
       place < std::size(kReserved) && kReserved[place].text[0] == word[0]; ++place)
    if (kReserved[place].text == word) return kReserved[place].kind;
  return ElTokenKind::kName;
}

}  // namespace

ElToken ElLexer::next() {
  while (at_ < text_.size() && is_xml_blank(text_[at_])) ++at_;
  if (at_ >= text_.size()) return {ElTokenKind::kEnd, text_.size(), text_.size()};
  const char c = text_[at_];
  if (is_alpha(c) || c == '_' || c == '$') return word();
  if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
  if (c == '"' || c == '\'') return string();
  return is_ascii(c) ? sign() : word();
}

ElToken ElLexer::token(ElTokenKind kind, std::size_t size) {
  const std::size_t begin = std::exchange(at_, at_ + size);
  return {kind, begin, at_};
}

ElToken ElLexer::word() {
  const std::size_t end = skip_name(text_, at_);
  if (end == at_) return token(ElTokenKind::kUnknown, decode_utf8(text_, at_).size);
  return token(kind_of_word(text_.substr(at_, end - at_)), end - at_);
}

/// `1`, `1.`, `1.5e3`, `.5`, `1e-3`.
ElToken ElLexer::number() {
  ElTokenKind kind = ElTokenKind::kInteger;
  std::size_t end = skip_digits(text_, at_);
  if (end < text_.size() && text_[end] == '.') {
    kind = ElTokenKind::kDouble;
    end = skip_digits(text_, end + 1);
  }
  if (end < text_.size() && to_lower(text_[end]) == 'e') {
    std::size_t exponent = end + 1;
    if (exponent < text_.size() && (text_[exponent] == '+' || text_[exponent] == '-')) ++exponent;
    if (exponent < text_.size() && is_digit(text_[exponent])) {
      kind = ElTokenKind::kDouble;
      end = skip_digits(text_, exponent);
    }
  }
  return token(kind, end - at_);
}

ElToken ElLexer::string() {
  const char quote = text_[at_];
  for (std::size_t end = at_ + 1; end < text_.size(); ++end) {
    if (text_[end] == quote) return token(ElTokenKind::kString, end + 1 - at_);
    if (text_[end] == '\\') ++end;
  }
  return token(ElTokenKind::kOpenString, text_.size() - at_);
}

ElToken ElLexer::sign() {
  const std::string_view rest = text_.substr(at_);
  // In `a ?.5 : 1`, the dot belongs to the number.
  if (rest.starts_with("?.") && is_digit(peek(2))) return token(ElTokenKind::kQuestion, 1);
  for (std::size_t place = kSignPlaces[static_cast<unsigned char>(rest[0])];
       place < std::size(kSigns) && kSigns[place].text[0] == rest[0]; ++place)
    if (rest.starts_with(kSigns[place].text)) return token(kSigns[place].kind, kSigns[place].text.size());
  return token(ElTokenKind::kUnknown, 1);
}

bool is_word(ElTokenKind kind, std::string_view text) {
  return kind == ElTokenKind::kName || (!text.empty() && is_lower(text[0]));
}

}  // namespace quire::compiler
