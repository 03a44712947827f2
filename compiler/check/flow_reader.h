#ifndef QUIRE_COMPILER_CHECK_FLOW_READER_H_
#define QUIRE_COMPILER_CHECK_FLOW_READER_H_

#include "compiler/check/flow.h"
#include "compiler/check/flow_items.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace quire::compiler {

/// Whether the word begins a statement, and cannot occur within another.
inline bool begins_statement(FlowWord word) {
  switch (word) {
    case FlowWord::kIf:
    case FlowWord::kElse:
    case FlowWord::kFor:
    case FlowWord::kWhile:
    case FlowWord::kDo:
    case FlowWord::kSwitch:
    case FlowWord::kCase:
    case FlowWord::kDefault:
    case FlowWord::kTry:
    case FlowWord::kCatch:
    case FlowWord::kBreak:
    case FlowWord::kContinue:
    case FlowWord::kReturn:
    case FlowWord::kGoto:
      return true;
    default:
      return false;
  }
}

inline bool is_other_word(const FlowItem& item) {
  return item.word >= FlowWord::kOther && !begins_statement(item.word);
}

/// Sets a variable until the end of a scope.
template <typename T>
class Temporarily {
 public:
  Temporarily(T& variable, T value) : variable_(variable), before_(std::exchange(variable, value)) {}
  ~Temporarily() { variable_ = before_; }
  Temporarily(const Temporarily&) = delete;
  Temporarily& operator=(const Temporarily&) = delete;

 private:
  T& variable_;
  const T before_;
};

/// Reads statements by recursive descent. `at_` only moves forward, and nothing is read past `limit_`,
/// the end of the innermost block.
class FlowReader {
 public:
  FlowReader(const FlowItems& read, Sink& sink)
      : items_(read.items), is_quiet_(read.is_broken), sink_(sink), limit_(read.items.size()), content_(1) {
    for (const FlowItem& item : items_)
      content_.push_back(content_.back() + (item.kind == FlowItem::Kind::kNode || item.word == FlowWord::kOut ? 1 : 0));
  }

  void statements(std::vector<Flow>& into) {
    while (at_ < limit_) statement(into);
  }

 private:
  /// Where `case` may be.
  enum class Labels : unsigned char {
    kNoSwitch,
    kHere,
    /// Deeper within a `switch`; without page content there, that does not matter.
    kElsewhere,
    kHarmless,
  };

  bool more() const { return at_ < limit_; }
  FlowWord word() const { return more() ? items_[at_].word : FlowWord::kNone; }
  bool is(char c) const { return more() && items_[at_].is(c); }
  /// At an opening bracket: the index of its closer, but at most `limit_`; 0 if it has none.
  std::size_t closer() const { return std::min<std::size_t>(items_[at_].match, limit_); }
  bool is_opener() const { return is('(') || is('[') || is('{'); }
  /// Whether there are nodes, or code that prints, from `begin` to `end`.
  bool has_content(std::size_t begin, std::size_t end) const { return content_[end] > content_[begin]; }
  Labels labels_in_nested() const { return labels_ == Labels::kHere ? Labels::kElsewhere : labels_; }
  void skip(char c) {
    if (is(c)) ++at_;
  }

  Flow flow(FlowKind kind) const {
    Flow result;
    result.kind = kind;
    if (!items_.empty()) result.span = items_[std::min(at_, items_.size() - 1)].span;
    return result;
  }

  static void add_code(std::vector<Flow>& into, Span span) {
    if (!into.empty() && into.back().kind == FlowKind::kCode) return;
    into.push_back({.kind = FlowKind::kCode, .span = span});
  }

  void report(Span span, std::string message) {
    if (!is_quiet_) sink_.report(DiagnosticKind::kUnclearFlow, span, std::move(message));
  }

  // flow_reader.cpp: blocks, expressions and nodes
  void statement(std::vector<Flow>& into);
  void skip_labels();
  bool skip_attribute();
  void node_run(std::vector<Flow>& into);
  void conditional_code(std::vector<Flow>& into);
  void block(std::vector<Flow>& into);
  bool macro(std::vector<Flow>& into);
  void expression(std::vector<Flow>& into);
  void part(std::vector<Flow>& into, std::size_t& inside);
  void braces(std::vector<Flow>& into, std::size_t& inside);
  void too_deep(std::vector<Flow>& into);

  // flow_statements.cpp: statements that begin with a keyword
  void keyword(std::vector<Flow>& into);
  void head(std::vector<Flow>& into);
  void body(std::vector<Flow>& into);
  void branch(std::vector<Flow>& into);
  void loop(std::vector<Flow>& into);
  void do_loop(std::vector<Flow>& into);
  void switch_statement(std::vector<Flow>& into);
  void case_label(std::vector<Flow>& into);
  void try_statement(std::vector<Flow>& into);
  void jump(std::vector<Flow>& into, FlowKind kind);
  void stray_else(std::vector<Flow>& into);

  const std::vector<FlowItem>& items_;
  // Other errors have been found, which may be the reason for whatever is wrong here.
  const bool is_quiet_;
  Sink& sink_;
  std::size_t at_ = 0;
  std::size_t limit_;
  int depth_ = 0;
  Labels labels_ = Labels::kNoSwitch;
  bool reported_depth_ = false;
  // How many items with content precede an item.
  std::vector<std::uint32_t> content_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_FLOW_READER_H_
