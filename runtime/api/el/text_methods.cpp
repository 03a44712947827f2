#include "runtime/api/el/methods.h"
#include "runtime/api/el/text.h"

#include <algorithm>
#include <string>
#include <utility>

// Methods of text, by the names of `java.lang.String`. Positions count code points.

namespace quire::el {

namespace {

std::string repeated(std::string_view text, long long times) {
  constexpr std::size_t kMost = 16U << 20;
  if (times < 0) throw Error("text cannot be repeated a negative number of times");
  if (!text.empty() && static_cast<unsigned long long>(times) > kMost / text.size())
    throw Error("repeated text would be longer than 16 MB");
  std::string result;
  for (; times > 0; --times) result += text;
  return result;
}

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// The text that a regular expression is, if it matches one only: `a\.b` is `a.b`. Throws `Error` for any other,
/// because the Expression Language here does not know them.
std::string plain_pattern(const std::string& method, std::string_view pattern) {
  std::string plain;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool is_escape = pattern[at] == '\\' && at + 1 < pattern.size();
    // `\d` is a class of characters, `\.` a point.
    if (is_escape ? is_word(pattern[at + 1])
                  : std::string_view(".$|()[{^?*+\\").find(pattern[at]) != std::string_view::npos)
      throw Error("`" + std::string(pattern) + "` is a regular expression, which `" + method +
                  "` does not know; write text, or `\\\\` before a character such as `.`");
    plain += pattern[is_escape ? ++at : at];
  }
  return plain;
}

/// What a match is replaced with; in Java, `$1` is a group, and a backslash goes before a plain `$`.
std::string plain_replacement(std::string_view replacement) {
  std::string plain;
  for (std::size_t at = 0; at < replacement.size(); ++at) {
    if (replacement[at] == '$')
      throw Error("`" + std::string(replacement) +
                  "` refers to a group of a regular expression; write `\\\\$` for `$`");
    if (replacement[at] == '\\' && at + 1 < replacement.size()) ++at;
    plain += replacement[at];
  }
  return plain;
}

/// As `String.split`: parts at the end that are empty are left out.
Value split(std::string_view text, std::string_view separator) {
  // One character is itself, also `|`.
  const std::string plain = separator.size() == 1 ? std::string(separator) : plain_pattern("split", separator);
  if (plain.empty()) return Value::list({text});
  auto parts = split_at(text, plain);
  while (parts.size() > 1 && parts.back().empty()) parts.pop_back();
  return Value::list({parts.begin(), parts.end()});
}

/// Methods that look for a text.
const Value* call_search(const Call& call, std::string_view text) {
  const std::string_view method = call.method;
  if (call.arguments.empty() || call.arguments.size() > 2) return nullptr;
  const bool is_last = method == "last_index_of";
  if (!is_last && method != "index_of" && method != "contains" && method != "starts_with" && method != "ends_with")
    return nullptr;
  const std::string part = call.text(0);
  if (call.arguments.size() == 2) {
    if (method != "index_of" && method != "starts_with") return nullptr;
    const std::size_t from = offset_of(text, static_cast<std::size_t>(std::max(call.integer(1), 0LL)));
    if (method == "starts_with") return &call.result(text.substr(from).starts_with(part));
    return &call.result(position_at(text, text.find(part, from)));
  }
  if (method == "contains") return &call.result(text.find(part) != std::string_view::npos);
  if (method == "starts_with") return &call.result(text.starts_with(part));
  if (method == "ends_with") return &call.result(text.ends_with(part));
  return &call.result(position_at(text, is_last ? text.rfind(part) : text.find(part)));
}

/// Methods whose result is a part of the text.
const Value* call_part(const Call& call, std::string_view text) {
  if (call.is("char_at", 1)) {
    const std::size_t length = length_of(text);
    const std::size_t position = checked_position(call.integer(0), length);
    if (position == length) throw Error("position " + std::to_string(position) + " is past the end of the text");
    return &call.result(part_of(text, position, position + 1));
  }
  if (call.method != "substring" && call.method != "sub_sequence") return nullptr;
  if (call.arguments.empty() || call.arguments.size() > 2) return nullptr;
  const std::size_t length = length_of(text);
  const std::size_t begin = checked_position(call.integer(0), length);
  const std::size_t end = call.arguments.size() == 2 ? checked_position(call.integer(1), length) : length;
  if (end < begin)
    throw Error("a text cannot begin at " + std::to_string(begin) + " and end at " + std::to_string(end));
  return &call.result(part_of(text, begin, end));
}

const Value* call_comparison(const Call& call, std::string_view text) {
  if (call.is("equals_ignore_case", 1))
    return &call.result(!call.argument(0).is_null() && folded(text) == folded(call.text(0)));
  if (call.is("compare_to_ignore_case", 1)) return &call.result(folded(text).compare(folded(call.text(0))));
  return nullptr;
}

const Value* call_change(const Call& call, std::string_view text) {
  if (call.is("to_lower_case", 0)) return &call.result(lower_case(text));
  if (call.is("to_upper_case", 0)) return &call.result(upper_case(text));
  if (call.is("trim", 0) || call.is("strip", 0)) return &call.result(trimmed(text));
  if (call.is("concat", 1)) return &call.result(std::string(text) + call.text(0));
  if (call.is("replace", 2)) return &call.result(replaced(text, call.text(0), call.text(1)));
  if (call.is("repeat", 1)) return &call.result(repeated(text, call.integer(0)));
  if (call.is("split", 1)) return &call.result(split(text, call.text(0)));
  return nullptr;
}

/// Methods that take a regular expression.
const Value* call_pattern(const Call& call, std::string_view text) {
  if (call.is("matches", 1)) return &call.result(text == plain_pattern("matches", call.text(0)));
  const bool is_all = call.is("replace_all", 2);
  if (!is_all && !call.is("replace_first", 2)) return nullptr;
  const std::string before = plain_pattern(is_all ? "replaceAll" : "replaceFirst", call.text(0));
  const std::string after = plain_replacement(call.text(1));
  if (is_all) return &call.result(replaced(text, before, after));
  const std::size_t found = text.find(before);
  if (found == std::string_view::npos) return &call.object;
  return &call.result(std::string(text).replace(found, before.size(), after));
}

}  // namespace

const Value* call_text(const Call& call) {
  const std::string_view text = call.object.as_string();
  if (call.is("length", 0) || call.is("size", 0)) return &call.result(length_of(text));
  if (call.is("is_empty", 0) || call.is("empty", 0)) return &call.result(text.empty());
  if (call.is("is_blank", 0)) return &call.result(trimmed(text).empty());
  if (call.is("hash_code", 0)) return &call.result(java_hash(text));
  // Of an enum.
  if (call.is("name", 0)) return &call.object;
  for (const auto part : {call_search, call_part, call_comparison, call_change, call_pattern})
    if (const Value* result = part(call, text)) return result;
  return nullptr;
}

}  // namespace quire::el
