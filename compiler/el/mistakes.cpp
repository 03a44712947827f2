#include "compiler/el/mistakes.h"

#include <optional>

namespace quire::compiler {
namespace {

struct ForeignSign {
  std::string_view sign;
  std::string_view hint;
};

constexpr ForeignSign kForeignSigns[] = {
    {"!==", "write `!=`"},        {"%=", "write `a = a % b`"},
    {"&", "write `&&` or `and`"}, {"**", "write `a * a`"},
    {"*=", "write `a = a * b`"},  {"++", "write `a + 1`, or `+=` to join texts"},
    {"-=", "write `a = a - b`"},  {"/=", "write `a = a / b`"},
    {"<<", "write `a * 2`"},      {"<>", "write `!=`"},
    {"===", "write `==`"},        {"=>", "write `>=`, or `->` for a lambda"},
    {">>", "write `a / 2`"},      {"?.", "write `.`, which allows null before it"},
    {"|", "write `||` or `or`"},
};

std::string_view text_of(std::string_view text, const ElToken& token) {
  return text.substr(token.begin, token.end - token.begin);
}
std::string quoted(std::string_view sign) { return "`" + std::string(sign) + "`"; }

bool is_opening(ElTokenKind kind) {
  return kind == ElTokenKind::kLeftParen || kind == ElTokenKind::kLeftBracket || kind == ElTokenKind::kLeftBrace;
}
bool is_closing(ElTokenKind kind) {
  return kind == ElTokenKind::kRightParen || kind == ElTokenKind::kRightBracket || kind == ElTokenKind::kRightBrace;
}
/// The other bracket of a pair.
std::string_view partner(std::string_view bracket) {
  constexpr std::string_view kBrackets = "()[]{}";
  return kBrackets.substr(kBrackets.find(bracket) ^ 1, 1);
}

bool begins_value(ElTokenKind kind) {
  return (kind >= ElTokenKind::kName && kind <= ElTokenKind::kString) || kind == ElTokenKind::kLeftBrace ||
         kind == ElTokenKind::kNot || kind == ElTokenKind::kEmpty;
}

std::string hint_for_unknown(std::string_view character) {
  if (character == "\\") return "; only quotes inside strings are escaped";
  if (character == "“" || character == "”" || character == "„" || character == "‘" || character == "’")
    return "; strings have straight quotes, `'` or `\"`";
  if (character == "\u00A0") return ": it is a no-break space";
  return "";
}

/// What is wrong with the token itself, wherever it is.
std::optional<std::string> bad_token(std::string_view text, const ElToken& found) {
  const std::string_view sign = text_of(text, found);
  switch (found.kind) {
    case ElTokenKind::kOpenString:
      return "string in an expression is missing its closing " + quoted(sign.substr(0, 1));
    case ElTokenKind::kUnknown:
      return quoted(sign) + " has no meaning in an expression" + hint_for_unknown(sign);
    case ElTokenKind::kInstanceof:
      return "`instanceof` is a reserved word, and no operator; decide by type in C++";
    case ElTokenKind::kForeign:
      for (const ForeignSign& foreign : kForeignSigns)
        if (foreign.sign == sign)
          return quoted(sign) + " is not an operator of the Expression Language; " + std::string(foreign.hint);
      return quoted(sign) + " is not an operator of the Expression Language";
    default:
      return std::nullopt;
  }
}

ElMistake at(const ElToken& token, std::string message) {
  // Of a string that is not closed, its quote.
  const std::size_t end = token.kind == ElTokenKind::kOpenString ? token.begin + 1 : token.end;
  return {token.begin, end, std::move(message)};
}

ElMistake missing_left_operand(std::string_view text, const ElToken& found) {
  const std::string_view sign = text_of(text, found);
  if (is_closing(found.kind)) return at(found, quoted(sign) + " has no " + quoted(partner(sign)) + " before it");
  if (found.kind == ElTokenKind::kArrow)
    return at(found, "`->` is missing the parameters before it; write `x -> …`, `(x, y) -> …` or `() -> …`");
  if (found.kind == ElTokenKind::kComma || found.kind == ElTokenKind::kSemicolon || found.kind == ElTokenKind::kColon)
    return at(found, quoted(sign) + " is missing a value before it");
  return at(found, quoted(sign) + " is missing its left operand");
}

ElMistake missing_after_bracket(std::string_view text, const ElToken& open, const ElToken& found) {
  const std::string_view sign = text_of(text, open);
  if (found.kind == ElTokenKind::kEnd) return missing_bracket(text, open, open, found);
  if (!is_closing(found.kind)) return missing_left_operand(text, found);
  if (text_of(text, found) != partner(sign)) return missing_bracket(text, open, open, found);
  return {open.begin, found.end,
          open.kind == ElTokenKind::kLeftBracket ? "`[]` is missing its key; write `a[0]` or `a['key']`"
                                                 : "`()` is missing a value between the parentheses"};
}

}  // namespace

ElMistake missing_value(std::string_view text, const ElToken& before, const ElToken& found) {
  if (auto message = bad_token(text, found)) return at(found, *std::move(message));
  if (is_opening(before.kind)) return missing_after_bracket(text, before, found);
  const std::string_view sign = text_of(text, before);
  switch (before.kind) {
    case ElTokenKind::kEnd:
      if (found.kind == ElTokenKind::kEnd) return at(found, "expression is empty; write a name or a value");
      return missing_left_operand(text, found);
    case ElTokenKind::kComma:
    case ElTokenKind::kColon:
    case ElTokenKind::kSemicolon:
    case ElTokenKind::kArrow:
    case ElTokenKind::kQuestion:
      return at(before, quoted(sign) + " is missing a value after it");
    case ElTokenKind::kNot:
    case ElTokenKind::kEmpty:
      return at(before, quoted(sign) + " is missing its operand");
    case ElTokenKind::kAssign:
      if (found.kind == ElTokenKind::kAssign)
        return {before.begin, found.end, "`= =` is not an operator; to compare, write `==`"};
      [[fallthrough]];
    default:
      return at(before, quoted(sign) + " is missing its right operand");
  }
}

ElMistake unexpected_token(std::string_view text, const ElToken& before, const ElToken& found) {
  if (auto message = bad_token(text, found)) return at(found, *std::move(message));
  const std::string_view sign = text_of(text, found);
  const std::string_view last = text_of(text, before);
  if (is_closing(found.kind)) return missing_left_operand(text, found);
  if (before.kind == ElTokenKind::kName && last == "new" && found.kind == ElTokenKind::kName)
    return at(before, "expressions cannot create objects with `new`; create it in C++, and use its name here");
  if (found.kind == ElTokenKind::kDouble && sign[0] == '.')
    return at(found, quoted(sign) + " is a number; to read an element of a list, write `a[" +
                         std::string(sign.substr(1)) + "]`");
  if (before.kind == ElTokenKind::kString && begins_value(found.kind)) {
    const std::string quote(last.substr(0, 1));
    // It probably ends at the quote of another one.
    if (last.find_first_of("}\n") != std::string_view::npos)
      return {before.begin, before.begin + 1, "string that begins here may be missing its closing `" + quote + "`"};
    return at(found, "unexpected " + quoted(sign) +
                         " after a string; an operator such as `+=` is missing, or the string contains a quote, to be "
                         "written as `\\" +
                         quote + "`");
  }
  if (begins_value(found.kind))
    return at(found, "unexpected " + (found.kind == ElTokenKind::kString ? "string" : quoted(sign)) + " after " +
                         quoted(last) + "; an operator such as `+` or `==` is missing before it");
  switch (found.kind) {
    case ElTokenKind::kLeftParen:
      return at(found, "only a function, a method or a lambda in parentheses can be called");
    case ElTokenKind::kAssign:
      return at(
          found,
          "an assignment needs a name, `a.b` or `a[b]` on its left, and parentheses around it if it is part of an "
          "expression; to compare, write `==`");
    case ElTokenKind::kArrow:
      return at(found, "a lambda must be in parentheses here, and its parameters must be names: `((x, y) -> …)`");
    case ElTokenKind::kColon:
      return at(found, "`:` has no `?` before it");
    case ElTokenKind::kComma:
      return at(found, "unexpected `,`; commas separate arguments, and the elements of lists, sets and maps");
    default:
      return at(found, "unexpected " + quoted(sign) + " after " + quoted(last));
  }
}

ElMistake missing_bracket(std::string_view text, const ElToken& open, const ElToken& before, const ElToken& found) {
  const std::string_view sign = text_of(text, open);
  if (found.kind == ElTokenKind::kEnd)
    return at(open, quoted(sign) + " is never closed; write " + quoted(partner(sign)) + " where it ends");
  if (is_closing(found.kind))
    return at(found, quoted(text_of(text, found)) + " closes nothing; the " + quoted(sign) +
                         " before it is closed by " + quoted(partner(sign)));
  return unexpected_token(text, before, found);
}

ElMistake missing_colon(std::string_view text, const ElToken& question, const ElToken& before, const ElToken& found) {
  if (bad_token(text, found) || begins_value(found.kind) || found.kind == ElTokenKind::kAssign)
    return unexpected_token(text, before, found);
  return at(question, "`?` is missing its `:`; write `a ? b : c`");
}

}  // namespace quire::compiler
