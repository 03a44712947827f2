#include "compiler/check/flow_items.h"

#include "compiler/assemble/attribute_slots.h"
#include "compiler/lex/cpp_scanner.h"
#include "compiler/lex/decoded_text.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace quire::compiler {
namespace {

using Kind = FlowItem::Kind;

struct WordName {
  std::string_view name;
  FlowWord word;
};

constexpr WordName kWords[] = {
    {"if", FlowWord::kIf},
    {"constexpr", FlowWord::kConstexpr},
    {"consteval", FlowWord::kConsteval},
    {"not", FlowWord::kNot},
    {"else", FlowWord::kElse},
    {"for", FlowWord::kFor},
    {"while", FlowWord::kWhile},
    {"do", FlowWord::kDo},
    {"switch", FlowWord::kSwitch},
    {"case", FlowWord::kCase},
    {"default", FlowWord::kDefault},
    {"try", FlowWord::kTry},
    {"catch", FlowWord::kCatch},
    {"break", FlowWord::kBreak},
    {"continue", FlowWord::kContinue},
    {"return", FlowWord::kReturn},
    {"co_return", FlowWord::kReturn},
    {"throw", FlowWord::kThrow},
    {"goto", FlowWord::kGoto},
    {"co_await", FlowWord::kCoAwait},
    {"out", FlowWord::kOut},
    {"raw", FlowWord::kRaw},
    {"escape_html", FlowWord::kEscape},
};

FlowWord word_of(std::string_view text) {
  for (const WordName& each : kWords)
    if (each.name == text) return each.word;
  return FlowWord::kOther;
}

Kind kind_of(CppTokenKind kind) {
  switch (kind) {
    case CppTokenKind::kWord:
      return Kind::kWord;
    case CppTokenKind::kNumber:
    case CppTokenKind::kString:
    case CppTokenKind::kCharacter:
      return Kind::kLiteral;
    case CppTokenKind::kPunctuation:
      return Kind::kPunctuation;
    case CppTokenKind::kIf:
      return Kind::kIf;
    case CppTokenKind::kElseIf:
      return Kind::kElseIf;
    case CppTokenKind::kElse:
      return Kind::kElse;
    case CppTokenKind::kEndIf:
      return Kind::kEndIf;
  }
  return Kind::kLiteral;
}

/// Lists the nodes and tokens in the order in which `FunctionEmitter` emits them.
class ItemCollector {
 public:
  explicit ItemCollector(const SourceSet& sources) : sources_(sources) {}

  void nodes(std::vector<Node>& nodes) {
    for (Node& node : nodes) {
      if (node.kind == NodeKind::kText) {
        if (!node.text.empty()) text_.push_back(&node);
      } else if (node.kind == NodeKind::kScriptlet) {
        scriptlet(node);
      } else if (is_transparent(node)) {
        this->nodes(node.children);
      } else if (is_emitted(node)) {
        end_text();
        add(node, false);
      }
    }
  }

  FlowItems take() {
    end_text();
    return std::move(result_);
  }

 private:
  void add(Node& node, bool continues) {
    FlowItem& item = result_.items.emplace_back();
    item.node = &node;
    item.span = node.span;
    item.continues = continues;
  }

  void end_text() {
    bool continues = false;
    for (Node* text : text_) add(*text, std::exchange(continues, true));
    text_.clear();
  }

  bool text_is_blank() const {
    for (const Node* text : text_)
      if (!is_blank(text->text)) return false;
    return true;
  }

  void scriptlet(const Node& node) {
    if (node.code.is_blank()) return;
    if (node.code.is_damaged) result_.is_broken = true;
    tokens_.clear();
    if (node.escapes.empty()) {
      const std::string_view code = sources_.text(node.inner);
      scan(code);
      tokens(code, [&](const CppToken& token) {
        return Span{node.inner.file, node.inner.begin + token.begin, node.inner.begin + token.end};
      });
    } else {
      const DecodedText code = decode(node);
      scan(code.text());
      tokens(code.text(), [&](const CppToken& token) { return code.to_source(token.begin, token.end); });
    }
  }

  DecodedText decode(const Node& node) const {
    const std::string_view bytes = sources_.file(node.inner.file).bytes();
    DecodedText code(node.inner);
    std::uint32_t at = node.inner.begin;
    for (const Escape& escape : node.escapes) {
      code.append(bytes.substr(at, escape.begin - at));
      code.append_escape(escape.end - escape.begin, escape.text);
      at = escape.end;
    }
    code.append(bytes.substr(at, node.inner.end - at));
    return code;
  }

  void scan(std::string_view code) {
    CppScanner scanner(code, CppScanner::Until::kEndOfText);
    scanner.record_tokens(&tokens_);
    scanner.scan(0);
  }

  template <typename ToSpan>
  void tokens(std::string_view code, const ToSpan& to_span) {
    ++scriptlet_;
    const auto first =
        std::ranges::find_if_not(tokens_, [](const CppToken& token) { return kind_of(token.kind) >= Kind::kIf; });
    if (first != tokens_.end() && first->kind == CppTokenKind::kWord) before(word_in(code, *first));
    end_text();
    for (const CppToken& token : tokens_) {
      FlowItem item;
      item.kind = kind_of(token.kind);
      item.scriptlet = scriptlet_;
      item.span = to_span(token);
      if (item.kind == Kind::kPunctuation) item.c = code[token.begin];
      if (item.kind == Kind::kWord) item.word = word_in(code, token);
      if (!joins_last(item)) result_.items.push_back(item);
    }
  }

  static FlowWord word_in(std::string_view code, const CppToken& token) {
    return word_of(code.substr(token.begin, token.end - token.begin));
  }

  /// White space before `else` and `catch` is not emitted.
  void before(FlowWord first) {
    if ((first == FlowWord::kElse || first == FlowWord::kCatch) && text_is_blank()) text_.clear();
  }

  /// Makes one item of `::` and `->`, and of the digraph `%>` for `}`.
  bool joins_last(const FlowItem& item) {
    if ((!item.is(':') && !item.is('>')) || result_.items.empty()) return false;
    FlowItem& last = result_.items.back();
    if (last.scriptlet != item.scriptlet || last.span.end != item.span.begin) return false;
    if (item.is(':') ? !last.is(':') : !last.is('-') && !last.is('%')) return false;
    last.c = last.is('%') ? '}' : '.';
    last.span.end = item.span.end;
    return true;
  }

  const SourceSet& sources_;
  FlowItems result_;
  std::uint32_t scriptlet_ = 0;
  // Text that may be joined by more, or dropped.
  std::vector<Node*> text_;
  std::vector<CppToken> tokens_;
};

/// Whether the word `out` at `index` begins what prints.
bool prints(const std::vector<FlowItem>& items, std::size_t index) {
  if (index > 0 && items[index - 1].is('.')) return false;
  if (index + 2 >= items.size()) return false;
  const FlowItem& next = items[index + 1];
  const FlowItem& second = items[index + 2];
  if (next.is('<')) return second.is('<') && next.span.end == second.span.begin;
  return next.is('.') && (second.word == FlowWord::kRaw || second.word == FlowWord::kEscape);
}

/// Matches brackets; returns false if some do not.
bool match_brackets(std::vector<FlowItem>& items) {
  bool all = true;
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    const FlowItem& item = items[i];
    if (item.is('(') || item.is('[') || item.is('{')) open.push_back(i);
    if (!item.is(')') && !item.is(']') && !item.is('}')) continue;
    const char opener = item.is(')') ? '(' : item.is(']') ? '[' : '{';
    // A brace closes parentheses that were forgotten.
    while (opener == '{' && !open.empty() && !items[open.back()].is('{')) {
      open.pop_back();
      all = false;
    }
    if (open.empty() || !items[open.back()].is(opener)) {
      all = false;
      continue;
    }
    items[open.back()].match = i;
    open.pop_back();
  }
  return all && open.empty();
}

/// For each scriptlet, whether it is one or more whole statements.
std::vector<bool> complete_scriptlets(const std::vector<FlowItem>& items) {
  std::vector<bool> complete(items.size() + 1, true);
  std::vector<bool> is_matched(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const FlowItem& item = items[i];
    const auto mark = [&](const FlowItem& other) {
      if (other.scriptlet < complete.size()) complete[other.scriptlet] = false;
    };
    const bool is_first = i == 0 || items[i - 1].scriptlet != item.scriptlet;
    const bool is_last = i + 1 == items.size() || items[i + 1].scriptlet != item.scriptlet;
    if (is_first && (item.word == FlowWord::kElse || item.word == FlowWord::kCatch)) mark(item);
    if (is_last && !item.is(';') && !item.is('}')) mark(item);
    const bool is_closer = item.is(')') || item.is(']') || item.is('}');
    if (is_closer && !is_matched[i]) mark(item);
    if (!item.is('(') && !item.is('[') && !item.is('{')) continue;
    is_matched[item.match] = true;
    if (item.match != 0 && items[item.match].scriptlet == item.scriptlet) continue;
    mark(item);
    if (item.match != 0) mark(items[item.match]);
  }
  return complete;
}

}  // namespace

FlowItems read_flow_items(std::vector<Node>& nodes, const SourceSet& sources, Sink& sink) {
  ItemCollector collector(sources);
  collector.nodes(nodes);
  FlowItems result = collector.take();
  std::vector<FlowItem>& items = result.items;
  bool has_conditions = false;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].word == FlowWord::kOut && !prints(items, i)) items[i].word = FlowWord::kOther;
    has_conditions = has_conditions || items[i].is_condition();
  }
  std::vector<ConditionProblem> problems;
  if (has_conditions) problems = resolve_conditions(items);
  const bool is_damaged = result.is_broken;
  if (!match_brackets(items)) result.is_broken = true;
  if (problems.empty() || is_damaged) return result;
  const std::vector<bool> complete = complete_scriptlets(items);
  for (const ConditionProblem& problem : problems) {
    const FlowItem& item = problem.item;
    if (problem.may_be_harmless && item.scriptlet < complete.size() && complete[item.scriptlet]) continue;
    sink.report(DiagnosticKind::kUnclearFlow, item.span,
                "`" + std::string(sources.text(item.span)) +
                    "` is part of a statement that `#if` cuts, so where the page's text belongs is not clear; put "
                    "`#if` around whole statements");
  }
  return result;
}

}  // namespace quire::compiler
