#ifndef QUIRE_COMPILER_EL_EL_PARSER_H_
#define QUIRE_COMPILER_EL_EL_PARSER_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/el/expression.h"
#include "compiler/el/lexer.h"
#include "compiler/el/mistakes.h"
#include "compiler/lex/rare_vector.h"
#include "compiler/lex/token.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {

/// One function for each level of the grammar. After the first mistake, every token is the
/// end, so that all functions return; what they return is then dropped.
class ElParser {
 public:
  ElParser(std::string_view text, Span inner, const RareVector<Escape>& escapes, Span element, Sink& sink);

  RareVector<ElNode> run();

 private:
  /// While it lives, what is parsed is one level deeper.
  class Level {
   public:
    explicit Level(ElParser& parser);
    ~Level() { --parser_.levels_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    ElParser& parser_;
  };

  ElNode sequence();
  ElNode assignment();
  bool is_prefixed_name() const;
  ElNode prefixed_name();
  bool begins_lambda() const;
  ElNode lambda();
  ElNode choice();
  ElNode conditional(ElNode condition, std::size_t begin);
  ElNode binary(int least_precedence);
  ElNode unary();
  ElNode suffixed();
  ElNode property(ElNode object, std::size_t begin);
  ElNode index(ElNode object, std::size_t begin);
  ElNode primary();
  ElNode integer();
  ElNode floating();
  ElNode string();
  ElNode name();
  ElNode list();
  ElNode set_or_map();

  ElNode nested() {
    const Level level(*this);
    return sequence();
  }
  ElNode nested_choice() {
    const Level level(*this);
    return choice();
  }
  /// Expressions with commas between them, up to the bracket that closes `open`.
  void elements(const ElToken& open, ElTokenKind closing, std::vector<ElNode>& nodes);
  /// The arguments in parentheses.
  void arguments(std::vector<ElNode>& nodes);

  bool at(ElTokenKind kind) const { return token_.kind == kind; }
  /// The current token, after which the next is current.
  ElToken take() {
    before_ = std::exchange(token_, next_);
    next_ = lexer_.next();
    return before_;
  }
  void close(const ElToken& open, ElTokenKind closing) {
    if (at(closing)) take();
    else fail(missing_bracket(text_, open, before_, token_));
  }
  std::string_view text_of(const ElToken& token) const { return text_.substr(token.begin, token.end - token.begin); }

  /// Reports the first mistake.
  void fail(DiagnosticKind kind, std::size_t begin, std::size_t end, std::string message);
  void fail(ElMistake mistake) {
    fail(DiagnosticKind::kBadExpression, mistake.begin, mistake.end, std::move(mistake.message));
  }

  std::uint32_t to_source(std::size_t offset) const;
  Span span(std::size_t begin, std::size_t end) const { return {inner_.file, to_source(begin), to_source(end)}; }
  Span span(const ElToken& token) const { return span(token.begin, token.end); }
  /// A node that ends with the token before the current one.
  ElNode made(ElKind kind, std::size_t begin, std::string text = {}) const {
    return {kind, span(begin, before_.end), std::move(text)};
  }
  ElNode joined(ElKind kind, std::size_t begin, const ElToken& sign, ElNode left, ElNode right);
  void deepen(int depth);

  std::string_view text_;
  Span inner_;
  const RareVector<Escape>& escapes_;
  /// The offset in the text where the text of each escape begins.
  std::vector<std::size_t> decoded_;
  Span element_;
  Sink& sink_;
  ElLexer lexer_;
  ElToken before_;
  ElToken token_;
  ElToken next_;
  int levels_ = 0;
  /// Of the tree that the last function returned.
  int depth_ = 0;
  bool has_failed_ = false;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EL_EL_PARSER_H_
