#include "compiler/import/java/statements.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

/// `"<"` for `'<'`.
std::string as_string(const std::string& character) {
  const std::string inner = character.substr(1, character.size() - 2);
  return inner == "\"" ? "\"\\\"\"" : "\"" + inner + "\"";
}

/// Code that prints `a + b`: literals unchanged, values escaped.
std::string printed(const JavaValue& value, bool ends_line) {
  std::vector<JavaValue> parts = value.parts.empty() ? std::vector<JavaValue>{as_printed(value)} : value.parts;
  if (ends_line && parts.back().type.kind == JavaKind::kLiteral && parts.back().code.ends_with('"'))
    parts.back().code.insert(parts.back().code.size() - 1, "\\n");
  else if (ends_line) parts.push_back({"\"\\n\"", {JavaKind::kLiteral}});
  std::string code;
  for (const JavaValue& part : parts) {
    if (!code.empty()) code += " ";
    const bool is_character = part.type.kind == JavaKind::kCharacter && part.code.starts_with('\'');
    if (is_character) code += "out.raw(" + as_string(part.code) + ");";
    else if (part.type.kind == JavaKind::kLiteral) code += "out.raw(" + part.code + ");";
    else code += "out << " + part.at(Binding::kSum) + ";";
  }
  return code;
}

/// The character that `write(65)` prints.
JavaValue character(const JavaValue& number) {
  const auto code = java_digits(number.code);
  if (!code || *code < ' ' || *code > '~') refuse("`write` prints the character with that number");
  const char character = static_cast<char>(*code);
  return {std::string(character == '\'' || character == '\\' ? "'\\" : "'") + character + "'", {JavaKind::kCharacter}};
}

}  // namespace

void check_printed(const JavaValue& value) {
  if (!joins(value) && value.type.kind != JavaKind::kTime) refuse("the printed value is not known");
}

std::string JavaStatements::run(std::size_t end) {
  std::size_t copied = java_.peek().begin;
  if (java_.position() == 0) copied = 0;
  while (java_.position() < end) {
    // White space and comments between statements are kept.
    const std::string_view between = code_.substr(copied, java_.peek().begin - copied);
    if (between.find('\\') != std::string_view::npos) refuse("a comment contains a backslash, which may join lines");
    out_ += between;
    piece(end);
    copied = java_.previous().end();
  }
  if (blocks_.is_head_open()) refuse("its statement is outside the scriptlet, without braces");
  if (kept_ == 0 && !hidden_.empty()) refuse(hidden_.front().reason);
  out_ += code_.substr(copied, java_.peek().begin - copied);
  return std::move(out_);
}

void JavaStatements::statement() {
  if (java_.accept("{")) {
    blocks_.open(element_);
    return put("{");
  }
  if (java_.peek().is("}")) {
    if (blocks_.is_head_open()) refuse("a statement is missing");
    if (!blocks_.close(element_)) refuse("`}` has no matching `{`");
    java_.take();
    return put("}");
  }
  const JavaHead* ended = blocks_.ended_head();
  if (java_.peek().is("else")) return otherwise();
  if (java_.peek().is("catch")) return catches();
  if (java_.peek().is("while") && ended != nullptr) return end_of_do();
  for (const char* word : {"do", "try"})
    if (java_.peek().is(word)) return opener(word);
  for (const char* word : {"if", "while", "for"})
    if (java_.peek().is(word)) return head(word);
  simple_statement();
  if (!java_.accept(";")) refuse("`;` is missing, or what precedes it is not known");
  blocks_.end_statement();
}

void JavaStatements::simple_statement() {
  if (java_.peek().is(";")) return put(";");
  if (java_.accept("return")) return returning();
  for (const char* word : {"break", "continue"})
    if (java_.accept(word)) return jump(word);
  const bool is_constant = java_.accept("final");
  const std::size_t begin = java_.position();
  const bool is_declaration = java_.type() && java_.peek().kind == JavaTokenKind::kWord;
  java_.go_to(begin);
  if (is_declaration) return declaration(is_constant);
  return is_print() ? print() : expression_statement();
}

void JavaStatements::refuse_dead(const JavaPlace& place) const {
  if (blocks_.facts().dead.contains(place)) refuse(kOfBody);
}

/// Parses `if (x)`, `while (x)` or `for (…)`.
void JavaStatements::head(const std::string& word) {
  const JavaHead::Kind kind = word == "if" ? JavaHead::Kind::kIf : JavaHead::Kind::kLoop;
  const JavaHead head{kind, place(), false, scope_.depth()};
  refuse_dead(head.place);
  if (blocks_.is_in_dead_else()) refuse(kOfIf);
  java_.take();
  java_.expect("(");
  if (word == "for") {
    loop();
  } else {
    put(word + " (" + java_.condition() + ")");
    java_.expect(")");
  }
  blocks_.begin(head);
}

void JavaStatements::otherwise() {
  const JavaHead* ended = blocks_.ended_head();
  if (ended == nullptr || ended->kind != JavaHead::Kind::kIf) refuse("`else` has no `if`");
  JavaHead head = blocks_.take_head();
  head.kind = JavaHead::Kind::kElse;
  java_.take();
  // Unlike `if`, `while` cannot take the `else` of another statement. A second `if` is a condition by itself.
  if (head.is_dead && !java_.peek().is("if")) put("else while (" + never(kOfIf, java_.position() - 1) + ")");
  else put("else");
  blocks_.begin(head);
}

/// Parses `do` or `try`.
void JavaStatements::opener(const std::string& word) {
  if (java_.peek(1).is("(")) refuse("`try` with resources is not supported");
  JavaHead head{word == "do" ? JavaHead::Kind::kDo : JavaHead::Kind::kTry, place(), false, scope_.depth()};
  head.is_dead = blocks_.facts().dead.contains(head.place);
  java_.take();
  const auto condition = [&] { return never(kOfBody, java_.position() - 1); };
  if (!head.is_dead) put(word);
  else put((word == "do" ? "while (" : "if (") + condition() + ")");
  blocks_.begin(head);
}

/// Parses the `while (x)` after the body of `do`.
void JavaStatements::end_of_do() {
  const JavaHead head = blocks_.take_head();
  java_.take();
  if (head.is_dead) return java_.go_to(after_parentheses(java_.position()));
  java_.expect("(");
  put("while (" + java_.condition() + ")");
  java_.expect(")");
}

/// Parses what follows `for (`.
void JavaStatements::loop() {
  scope_.open();
  const std::size_t begin = java_.position();
  java_.accept("final");
  const bool is_each = java_.type() && java_.take().kind == JavaTokenKind::kWord && java_.peek().is(":");
  java_.go_to(begin);
  return is_each ? for_each() : for_parts();
}

void JavaStatements::jump(const std::string& word) {
  if (!blocks_.leave_loop(false)) refuse("there is no loop around `" + word + "`");
  put(word + ";");
}

/// Parses what follows `for (` in `for (String x : xs)`.
void JavaStatements::for_each() {
  java_.accept("final");
  const JavaType type = *java_.type();
  const JavaPlace at = place();
  const std::string name(java_.take().text);
  java_.take();
  const auto list = java_.expression();
  java_.expect(")");
  if (list.type.kind != JavaKind::kList) refuse("what `for` iterates over is not known");
  const JavaType element{list.type.element};
  const bool fits = type == element || (type.is_text() && element.is_text());
  if (!fits || !scope_.declare(name, {element.kind, element.element, type.is_boxed}, true, at))
    refuse("the type of the variable `" + name + "` is not known to match");
  const bool is_reference = element.kind == JavaKind::kText;
  put("for (const " + cpp_type(element) + (is_reference ? "& " : " ") + JavaScope::cpp_name(name) + " : " + list.code +
      ")");
}

/// Parses what follows `for (` in `for (int i = 0; i < n; i++)`.
void JavaStatements::for_parts() {
  put("for (");
  simple_statement();
  java_.expect(";");
  if (!java_.peek().is(";")) put(" " + java_.condition());
  java_.expect(";");
  put(";");
  const char* before = " ";
  while (!java_.peek().is(")")) {
    put(std::exchange(before, ", ") + java_.expression().code);
    if (!java_.accept(",")) break;
  }
  java_.expect(")");
  put(")");
}

/// Parses `catch (Exception e)`.
void JavaStatements::catches() {
  const JavaHead* ended = blocks_.ended_head();
  if (ended == nullptr) refuse("`catch` has no `try`");
  if (ended->is_dead) refuse(kOfTry);
  java_.take();
  java_.expect("(");
  const std::string type(java_.take().text);
  const JavaPlace at = place();
  const std::string name(java_.take().text);
  if (!java_.accept(")")) refuse("what `catch` catches is not known");
  const bool is_any = type == "Exception" || type == "Throwable" || type == "RuntimeException";
  if (!is_any && type != "NumberFormatException") refuse("the exception `" + type + "` is not known");
  scope_.headers.insert("<stdexcept>");
  scope_.guesses.insert("exceptions are C++ exceptions: `std::exception`");
  JavaHead head = blocks_.take_head();
  head.kind = JavaHead::Kind::kCatch;
  scope_.open();
  if (!scope_.declare(name, {JavaKind::kException}, true, at)) refuse("the name `" + name + "` is already taken");
  put(std::string("catch (const std::") + (is_any ? "exception" : "invalid_argument") + "& " +
      JavaScope::cpp_name(name) + ")");
  blocks_.begin(head);
}

void JavaStatements::returning() {
  if (java_.peek().is(";")) {
    if (result_ && result_->kind != JavaKind::kVoid) refuse("`return` without a value");
    return put("return;");
  }
  const auto value = java_.expression();
  const auto code = result_ ? java_assigned(*result_, value, scope_) : std::nullopt;
  if (!code) refuse("the value of `return` is not known to have the right type");
  put("return " + *code + ";");
}

void JavaStatements::declaration(bool is_constant) {
  const JavaType type = *java_.type();
  std::string text = (is_constant ? "const " : "") + cpp_type(type) + " ";
  declarator(type, is_constant, text);
  while (java_.accept(",")) declarator(type, is_constant, text += ", ");
  put(text + ";");
}

void JavaStatements::declarator(JavaType type, bool is_constant, std::string& text) {
  const JavaPlace at = place();
  const JavaToken name = java_.take();
  if (name.kind != JavaTokenKind::kWord) refuse("a variable's name is missing");
  const std::string variable = JavaScope::cpp_name(name.text);
  const bool is_alone = text == cpp_type(type) + " " || text == "const " + cpp_type(type) + " ";
  text += variable;
  bool may_be_null = false;
  if (java_.accept("=")) {
    const bool is_array = java_.peek().is("{") && type.kind == JavaKind::kList;
    const auto value = is_array ? java_.array_elements({type.element}) : java_.expression();
    const bool may_be_empty = type.kind == JavaKind::kText || type.kind == JavaKind::kList;
    const auto code = java_assigned(type, value, scope_);
    may_be_null = java_may_be_null(value);
    const bool is_of_views = type == JavaType{JavaKind::kList, JavaKind::kText} &&
                             value.type == JavaType{JavaKind::kList, JavaKind::kView} && !value.may_be_assigned;
    if (value.type.kind == JavaKind::kNull && may_be_empty) {
      scope_.guesses.insert(kNullIsEmpty);
    } else if (is_of_views && is_alone) {
      // The values live as long as the request.
      type = value.type;
      is_constant = true;
      text = "const " + cpp_type(type) + " " + variable + " = " + value.code;
    } else if (!code) {
      refuse("the value of `" + std::string(name.text) + "` is not known to have the right type");
    } else if (value.type.kind == JavaKind::kView) {
      text += "(" + value.code + ")";
    } else {
      text += " = " + *code;
    }
  } else if (type.is_number()) {
    text += " = 0";
  } else if (type.kind == JavaKind::kBoolean) {
    text += " = false";
  }
  if (blocks_.facts().spoiled.contains(at))
    refuse("Java that was not converted changes `" + std::string(name.text) + "`");
  if (!scope_.declare(name.text, type, is_constant, at))
    refuse("the name `" + std::string(name.text) + "` is already taken");
  scope_.set_may_be_null(variable, may_be_null);
}

bool JavaStatements::is_print() const {
  const std::string_view name = java_.peek(2).text;
  return java_.peek().is("out") && java_.peek(1).is(".") && (name == "print" || name == "println" || name == "write") &&
         java_.peek(3).is("(") && scope_.find("out") != nullptr;
}

void JavaStatements::print() {
  java_.take();
  java_.take();
  const std::string_view name = java_.take().text;
  const bool ends_line = name == "println";
  java_.take();
  if (ends_line && java_.accept(")")) return put("out.raw(\"\\n\");");
  auto value = java_.expression();
  java_.expect(")");
  check_printed(value);
  const bool is_code = name == "write" && !value.type.is_text() && value.type.kind != JavaKind::kCharacter;
  if (is_code) value = character(value);
  const std::string code = printed(value, ends_line);
  if (code.find("out << ") != std::string::npos) scope_.guesses.insert("what `out <<` prints is escaped as HTML text");
  const bool is_one = std::ranges::count(code, ';') == 1;
  put(blocks_.is_head_open() && !is_one ? "{ " + code + " }" : code);
}

void JavaStatements::expression_statement() {
  const auto value = java_.expression();
  const bool is_call = java_.previous().is(")") && value.code.ends_with(")");
  const bool steps = value.code.ends_with("++") || value.code.ends_with("--") || value.code.starts_with("++") ||
                     value.code.starts_with("--");
  const bool acts = value.binding == Binding::kAssignment || value.type.kind == JavaKind::kVoid || steps || is_call;
  if (!acts) refuse("the statement is not supported");
  put(value.code + ";");
}

}  // namespace quire::compiler
