#include "compiler/check/flow_reader.h"

#include <algorithm>
#include <string>
#include <utility>

namespace quire::compiler {

void FlowReader::keyword(std::vector<Flow>& into) {
  switch (items_[at_].word) {
    case FlowWord::kIf:
      return branch(into);
    case FlowWord::kFor:
    case FlowWord::kWhile:
      return loop(into);
    case FlowWord::kDo:
      return do_loop(into);
    case FlowWord::kSwitch:
      return switch_statement(into);
    case FlowWord::kCase:
    case FlowWord::kDefault:
      return case_label(into);
    case FlowWord::kTry:
    case FlowWord::kCatch:
      return try_statement(into);
    case FlowWord::kElse:
      return stray_else(into);
    case FlowWord::kBreak:
      return jump(into, FlowKind::kBreak);
    case FlowWord::kContinue:
      return jump(into, FlowKind::kContinue);
    case FlowWord::kReturn:
      return jump(into, FlowKind::kReturn);
    case FlowWord::kThrow:
      return jump(into, FlowKind::kThrow);
    default:
      report(items_[at_].span, "`goto` cannot be followed through a page; write a loop or a function");
      return jump(into, FlowKind::kCode);
  }
}

/// A block, or any other statement as a block.
void FlowReader::body(std::vector<Flow>& into) {
  while (skip_attribute()) continue;
  const Temporarily<Labels> nested(labels_, labels_in_nested());
  if (is('{')) return block(into);
  Flow block = flow(FlowKind::kBlock);
  // `if (x) else` lacks a statement; the compiler reports that.
  if (word() != FlowWord::kElse && more() && !is('}')) statement(block.children);
  into.push_back(std::move(block));
}

/// `( … )` after a keyword.
void FlowReader::head(std::vector<Flow>& into) {
  if (!is('(') || closer() == 0) return;
  const std::size_t end = closer();
  std::size_t inside = end;
  ++at_;
  while (at_ < end) part(into, inside);
  at_ = std::min(end + 1, limit_);
}

void FlowReader::branch(std::vector<Flow>& into) {
  Flow branch = flow(FlowKind::kBranch);
  for (;;) {
    ++at_;
    skip('!');
    while (word() == FlowWord::kConstexpr || word() == FlowWord::kConsteval || word() == FlowWord::kNot) ++at_;
    head(into);
    body(branch.children);
    if (word() != FlowWord::kElse) break;
    ++at_;
    if (word() == FlowWord::kIf) continue;
    branch.has_else = true;
    body(branch.children);
    break;
  }
  into.push_back(std::move(branch));
}

void FlowReader::loop(std::vector<Flow>& into) {
  Flow loop = flow(FlowKind::kLoop);
  ++at_;
  if (word() == FlowWord::kCoAwait) ++at_;
  head(into);
  body(loop.children);
  into.push_back(std::move(loop));
}

void FlowReader::do_loop(std::vector<Flow>& into) {
  Flow loop = flow(FlowKind::kLoop);
  loop.runs_once = true;
  ++at_;
  body(loop.children);
  into.push_back(std::move(loop));
  if (word() != FlowWord::kWhile) return;
  ++at_;
  head(into);
  skip(';');
}

void FlowReader::switch_statement(std::vector<Flow>& into) {
  Flow result = flow(FlowKind::kSwitch);
  ++at_;
  head(into);
  while (skip_attribute()) continue;
  const std::size_t begin = at_;
  const std::size_t end = is('{') && closer() != 0 ? closer() : limit_;
  const Labels labels = has_content(begin, end) ? Labels::kHere : Labels::kHarmless;
  const Temporarily<Labels> within(labels_, labels);
  std::vector<Flow> content;
  if (is('{')) block(content);
  else if (more()) statement(content);
  const bool is_block = content.size() == 1 && content[0].kind == FlowKind::kBlock;
  result.children = is_block ? std::move(content[0].children) : std::move(content);
  for (const Flow& each : result.children)
    if (each.kind == FlowKind::kCase && each.has_default) result.has_default = true;
  into.push_back(std::move(result));
}

void FlowReader::case_label(std::vector<Flow>& into) {
  Flow label = flow(FlowKind::kCase);
  label.has_default = word() == FlowWord::kDefault;
  const std::string name = label.has_default ? "`default`" : "`case`";
  if (labels_ == Labels::kNoSwitch) report(label.span, name + " has no `switch` around it");
  if (labels_ == Labels::kElsewhere)
    report(label.span, name +
                           " cannot be followed in a nested statement or under `#if`; write it directly between the "
                           "braces of its `switch`");
  ++at_;
  // The `:` of `a ? b : c` does not end it.
  int questions = 0;
  while (more() && items_[at_].kind != FlowItem::Kind::kNode && !is(';') && !is('}')) {
    if (is(':') && questions-- == 0) {
      ++at_;
      break;
    }
    if (is('?')) ++questions;
    const bool is_closed = is_opener() && closer() != 0 && !has_content(at_, closer());
    if (is('{') && !is_closed) break;
    at_ = is_closed ? std::min(closer() + 1, limit_) : at_ + 1;
  }
  into.push_back(std::move(label));
}

/// `try` or, if there is none, `catch`, whose block may run or not.
void FlowReader::try_statement(std::vector<Flow>& into) {
  const bool is_try = word() == FlowWord::kTry;
  Flow result = flow(is_try ? FlowKind::kTry : FlowKind::kBranch);
  ++at_;
  if (!is_try) head(into);
  body(result.children);
  while (is_try && word() == FlowWord::kCatch) {
    ++at_;
    head(into);
    body(result.children);
  }
  into.push_back(std::move(result));
}

/// `return x;` and the like: the value is computed before.
void FlowReader::jump(std::vector<Flow>& into, FlowKind kind) {
  Flow jump = flow(kind);
  ++at_;
  std::vector<Flow> value;
  expression(value);
  for (Flow& each : value)
    if (each.kind != FlowKind::kCode) into.push_back(std::move(each));
  if (kind == FlowKind::kCode) add_code(into, jump.span);
  else into.push_back(std::move(jump));
}

void FlowReader::stray_else(std::vector<Flow>& into) {
  report(items_[at_].span,
         "`else` does not follow the statement of an `if`; only white space and comments may be between them");
  Flow branch = flow(FlowKind::kBranch);
  ++at_;
  body(branch.children);
  into.push_back(std::move(branch));
}

}  // namespace quire::compiler
