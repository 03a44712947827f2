#include "compiler/import/java/statements.h"

#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

constexpr std::string_view kAssigning[] = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "++", "--", "<<="};

/// Methods that change neither a list nor a string builder.
constexpr std::string_view kReading[] = {"get",    "size",   "isEmpty",  "contains", "indexOf",
                                         "length", "charAt", "toString", "equals",   "hashCode"};

bool is_one_of(const JavaToken& token, const auto& names) {
  return std::ranges::any_of(names, [&](std::string_view name) { return token.is(name); });
}

/// The index after the bracket that closes the one at `begin`; `end` if there is none.
std::size_t after_bracket(const std::vector<JavaToken>& tokens, std::size_t begin, std::size_t end) {
  int depth = 0;
  for (std::size_t at = begin; at < end; ++at) {
    depth += tokens[at].is("(") || tokens[at].is("[") || tokens[at].is("{") ? 1 : 0;
    depth -= tokens[at].is(")") || tokens[at].is("]") || tokens[at].is("}") ? 1 : 0;
    if (depth == 0) return at + 1;
  }
  return end;
}

/// Whether the variable named by the token at `at` is assigned, or may be changed as an object.
bool is_changed(const std::vector<JavaToken>& tokens, std::size_t at, std::size_t end, bool is_object) {
  // The last token is always the end.
  const auto token = [&](std::size_t index) -> const JavaToken& { return tokens[std::min(index, tokens.size() - 1)]; };
  const bool is_stepped = at > 0 && (tokens[at - 1].is("++") || tokens[at - 1].is("--"));
  const bool is_shifted = token(at + 1).is(">") && (token(at + 2).is(">=") || token(at + 3).is(">=")) &&
                          token(at + 2).begin == token(at + 1).end();
  if (is_stepped || is_shifted || is_one_of(token(at + 1), kAssigning)) return true;
  if (!is_object || (at > 0 && tokens[at - 1].is(":"))) return false;
  if (token(at + 1).is("[")) return is_one_of(token(after_bracket(tokens, at + 1, end)), kAssigning);
  return !token(at + 1).is(".") || !is_one_of(token(at + 2), kReading);
}

/// Whether a word declares a variable: `Foo word =`, `Foo[] word;`, `List<Foo> word :`.
bool is_declared(const std::vector<JavaToken>& tokens, std::size_t at) {
  if (at == 0 || at + 1 >= tokens.size() || tokens[at].kind != JavaTokenKind::kWord) return false;
  constexpr std::string_view kNotTypes[] = {"return", "new", "throw", "else", "case", "instanceof", "import"};
  const JavaToken& before = tokens[at - 1];
  const bool has_type =
      (before.kind == JavaTokenKind::kWord && !is_one_of(before, kNotTypes)) || before.is("]") || before.is(">");
  constexpr std::string_view kAfter[] = {"=", ";", ":", ",", ")", "["};
  return has_type && is_one_of(tokens[at + 1], kAfter);
}

/// Whether a statement is only a call.
bool is_call(const std::vector<JavaToken>& tokens, std::size_t begin, std::size_t end) {
  std::size_t at = begin;
  while (at < end && (tokens[at].kind == JavaTokenKind::kWord || tokens[at].is("."))) ++at;
  const bool is_print = tokens[begin].is("out");
  return !is_print && at > begin && at < end && tokens[at].is("(");
}

}  // namespace

void java_spoil(const std::vector<JavaToken>& tokens, std::size_t begin, std::size_t end, std::size_t depth,
                JavaScope& scope, JavaFacts* everywhere) {
  for (std::size_t at = begin; at < end; ++at) {
    const JavaToken& token = tokens[at];
    if (token.kind != JavaTokenKind::kWord) continue;
    const bool sets = (token.is("setAttribute") || token.is("removeAttribute")) && at + 2 < end;
    if (sets && tokens[at + 2].kind == JavaTokenKind::kString) scope.spoiled_attributes.emplace(tokens[at + 2].text);
    const JavaVariable* variable = at > 0 && tokens[at - 1].is(".") ? nullptr : scope.find(token.text, depth);
    if (variable == nullptr || !variable->place || variable->type.kind == JavaKind::kVoid) continue;
    const bool is_object = variable->type.kind == JavaKind::kList || variable->type.kind == JavaKind::kBuilder;
    if (!is_changed(tokens, at, end, is_object)) continue;
    if (everywhere != nullptr) everywhere->spoiled.insert(*variable->place);
    scope.spoil(token.text);
  }
}

bool java_ends_page(const JavaToken& token, const JavaFacts& facts) {
  constexpr std::string_view kEnds[] = {"return", "throw", "sendRedirect", "sendError", "forward", "invalidate"};
  if (token.kind != JavaTokenKind::kWord) return false;
  return std::ranges::find(kEnds, token.text) != std::end(kEnds) || facts.ending_methods.contains(token.text);
}

/// Converts the next statement, or its head, and hides it if that fails.
void JavaStatements::piece(std::size_t end) {
  blocks_.settle(java_.peek());
  const std::size_t first = java_.position();
  const std::size_t size = out_.size();
  const JavaBlocks::State heads = blocks_.state();
  const std::optional<std::size_t> dead = blocks_.dead_depth();
  JavaScope::Mark mark = scope_.mark();
  try {
    statement();
    const std::size_t last = java_.position();
    for (java_.go_to(first + 1); java_.position() < last; java_.take())
      if (java_.peek().after_comment) refuse("there is a comment inside a statement");
    ++kept_;
  } catch (const JavaRefusal& refusal) {
    const bool is_border = java_.tokens()[first].is("{") || java_.tokens()[first].is("}");
    if (is_border || result_) throw;
    out_.resize(size);
    scope_.restore(std::move(mark));
    blocks_.restore(heads);
    java_.go_to(first);
    hide(refusal.what(), end);
  }
  if (dead) java_spoil(java_.tokens(), first, java_.position(), *dead, scope_, blocks_.facts_if_repeated());
}

void JavaStatements::skip(std::size_t end) {
  java_spoil(java_.tokens(), java_.position(), end, scope_.depth(), scope_, blocks_.facts_if_repeated());
  declare_unknown(java_.position(), end);
  for (; java_.position() < end; java_.take()) {
    if (java_.peek().is("{")) {
      blocks_.begin({JavaHead::Kind::kOther, place(), true, scope_.depth()});
      blocks_.open(element_);
    }
    if (!java_.peek().is("}") || !blocks_.close(element_)) continue;
    // What follows the block cannot be converted without it.
    const JavaHead* ended = blocks_.ended_head();
    const bool goes_on =
        ended != nullptr && (ended->kind == JavaHead::Kind::kTry || ended->kind == JavaHead::Kind::kDo);
    if (goes_on) blocks_.facts().dead.insert(ended->place);
  }
  blocks_.settle_all();
}

void JavaStatements::hide(const std::string& reason, std::size_t end) {
  constexpr std::string_view kHeads[] = {"if", "while", "for", "switch", "synchronized"};
  const JavaHead* ended = blocks_.ended_head();
  const bool goes_on =
      ended != nullptr && (java_.peek().is("while") || java_.peek().is("catch") || java_.peek().is("finally"));
  // The statement has begun as if all of it were known; the next pass does not let it run.
  if (goes_on) blocks_.facts().dead.insert(ended->place);
  if (goes_on && !java_.peek().is("while")) return hide_catch(reason);
  const bool has_head = is_one_of(java_.peek(), kHeads) || (java_.peek().is("try") && java_.peek(1).is("("));
  if (has_head && !goes_on) return hide_head(reason);
  hide_simple(reason, end);
}

void JavaStatements::hide_head(const std::string& reason) {
  const std::size_t begin = java_.position();
  const JavaToken word = java_.take();
  const std::size_t body = after_parentheses(java_.position());
  JavaHead head{JavaHead::Kind::kOther, {element_, word.begin}, true, scope_.depth()};
  if (word.is("if")) head.kind = JavaHead::Kind::kIf;
  if (word.is("try")) head.kind = JavaHead::Kind::kTry;
  // A `break` needs a loop in C++ as well.
  if (word.is("while") || word.is("for") || word.is("switch")) head.kind = JavaHead::Kind::kLoop;
  java_.go_to(body);
  put((head.is_loop() ? "while (" : "if (") + never(reason, begin) + ")");
  java_spoil(java_.tokens(), begin, body, scope_.depth(), scope_, blocks_.facts_if_repeated());
  scope_.open();
  declare_unknown(begin, body);
  blocks_.begin(head);
  ++kept_;
}

/// `catch (X e)` or `finally` of a `try` that does not run.
void JavaStatements::hide_catch(const std::string& reason) {
  const std::size_t begin = java_.position();
  const bool is_catch = java_.take().is("catch");
  if (is_catch) java_.go_to(after_parentheses(java_.position()));
  put("else if (" + never(reason, begin) + ")");
  JavaHead head = blocks_.take_head();
  head.kind = JavaHead::Kind::kCatch;
  head.is_dead = true;
  scope_.open();
  declare_unknown(begin, java_.position());
  blocks_.begin(head);
  ++kept_;
}

void JavaStatements::hide_simple(const std::string& reason, std::size_t end) {
  const std::size_t begin = java_.position();
  const bool is_label = java_.peek(1).is(":") || java_.peek().is("case");
  const std::size_t last = after_simple(begin, end);
  const std::vector<JavaToken>& tokens = java_.tokens();
  const auto ends = [&](const JavaToken& token) { return java_ends_page(token, blocks_.facts()); };
  const bool ends_page = std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                                     tokens.begin() + static_cast<std::ptrdiff_t>(last), ends);
  if (tokens[begin].is("break") || tokens[begin].is("continue")) blocks_.leave_loop(true);
  hidden_.push_back({tokens[begin].begin, reason, ends_page});
  // It may be a check, which throws if what follows must not run.
  if (is_call(tokens, begin, last)) blocks_.stop_try(element_);
  const std::string code = (ends_page ? kAnswer501 : "") + comment(reason, begin, last);
  put(blocks_.is_head_open() && !is_label ? "{ " + code + " }" : code);
  java_spoil(tokens, begin, last, scope_.depth(), scope_, blocks_.facts_if_repeated());
  declare_unknown(begin, last);
  java_.go_to(last);
  if (!is_label) blocks_.end_statement();
}

std::string JavaStatements::never(const std::string& reason, std::size_t begin) {
  const bool ends_page = body_ends_page(java_.position());
  const bool is_own = reason != kOfIf && reason != kOfTry;
  // There is nothing to write where only another part is missing.
  if (is_own || ends_page) hidden_.push_back({java_.tokens()[begin].begin, reason, ends_page});
  const std::string answer = std::string(kAnswer501).substr(0, std::string_view(kAnswer501).rfind(';'));
  return (ends_page ? "(" + answer + ", false) " : "false ") + comment(reason, begin, java_.position());
}

std::string JavaStatements::comment(const std::string& reason, std::size_t begin, std::size_t end) const {
  const std::vector<JavaToken>& tokens = java_.tokens();
  std::string java(code_.substr(tokens[begin].begin, tokens[end - 1].end() - tokens[begin].begin));
  boost::replace_all(java, "*/", "* /");
  boost::replace_all(java, "/*", "/ *");
  return "/* import: " + reason + (java.find('\n') == std::string::npos ? ": " : ":\n") + java + " */";
}

void JavaStatements::declare_unknown(std::size_t begin, std::size_t end) {
  int depth = 0;
  for (std::size_t at = begin; at < end; ++at) {
    const JavaToken& token = java_.tokens()[at];
    depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
    if (depth == 0 && at > begin && is_declared(java_.tokens(), at)) scope_.declare_unknown(token.text);
  }
}

std::size_t JavaStatements::after_parentheses(std::size_t begin) const {
  const std::vector<JavaToken>& tokens = java_.tokens();
  const std::size_t end = after_bracket(tokens, begin, tokens.size() - 1);
  if (!tokens[begin].is("(") || !tokens[end - 1].is(")")) refuse("`(` has no matching `)`");
  return end;
}

/// The end of a statement without a body, of a label, or of a local class.
std::size_t JavaStatements::after_simple(std::size_t begin, std::size_t end) const {
  const std::vector<JavaToken>& tokens = java_.tokens();
  constexpr std::string_view kClasses[] = {"class", "interface", "enum", "record"};
  const bool is_label = tokens[begin + 1 < tokens.size() ? begin + 1 : begin].is(":") || tokens[begin].is("case");
  bool is_class = false;
  for (std::size_t at = begin; at < end;) {
    const JavaToken& token = tokens[at];
    is_class = is_class || is_one_of(token, kClasses);
    const bool is_bracket = token.is("(") || token.is("[") || token.is("{");
    at = is_bracket ? after_bracket(tokens, at, end) : at + 1;
    if (token.is(";") || (is_label && token.is(":")) || (is_class && token.is("{"))) return at;
    if (token.is("}")) break;
  }
  refuse("it does not end in the scriptlet");
}

/// Whether the page may end in the statement at `begin`.
bool JavaStatements::body_ends_page(std::size_t begin) const {
  const std::vector<JavaToken>& tokens = java_.tokens();
  for (std::size_t at = begin; at + 1 < tokens.size() && !tokens[at].is(";"); ++at) {
    if (tokens[at].is("{")) return blocks_.facts().ending.contains({element_, tokens[at].begin});
    if (java_ends_page(tokens[at], blocks_.facts())) return true;
  }
  return false;
}

}  // namespace quire::compiler
