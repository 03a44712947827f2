#include "compiler/check/flow_reader.h"

#include "compiler/check/flow.h"
#include "compiler/check/flow_items.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

using Kind = FlowItem::Kind;

/// Deeper code is refused, so that nothing recurses further.
constexpr int kMaxDepth = 200;

bool has_scriptlets(const std::vector<Node>& nodes) {
  return std::ranges::any_of(nodes, [](const Node& node) {
    return node.kind == NodeKind::kScriptlet || (is_transparent(node) && has_scriptlets(node.children));
  });
}

void list_nodes(std::vector<Node>& nodes, std::vector<Flow>& into) {
  for (Node& node : nodes) {
    if (is_transparent(node)) list_nodes(node.children, into);
    else if (is_emitted(node)) into.push_back({.node = &node, .span = node.span});
  }
}

}  // namespace

void FlowReader::statement(std::vector<Flow>& into) {
  if (depth_ == kMaxDepth) return too_deep(into);
  const Temporarily<int> deeper(depth_, depth_ + 1);
  skip_labels();
  if (!more()) return;
  const FlowItem& item = items_[at_];
  if (item.kind == Kind::kNode) return node_run(into);
  if (item.kind == Kind::kIf && item.match != 0) return conditional_code(into);
  if (item.is('{')) {
    const Temporarily<Labels> nested(labels_, labels_in_nested());
    return block(into);
  }
  if (item.is(';') || item.is('}') || item.is_condition()) ++at_;
  else if (begins_statement(item.word) || item.word == FlowWord::kThrow) keyword(into);
  else if (!macro(into)) expression(into);
}

/// Skips `name:` and `[[likely]]`.
void FlowReader::skip_labels() {
  for (;;) {
    if (skip_attribute()) continue;
    const bool is_label = more() && is_other_word(items_[at_]) && at_ + 1 < limit_ && items_[at_ + 1].is(':');
    if (!is_label) return;
    at_ += 2;
  }
}

bool FlowReader::skip_attribute() {
  if (!is('[') || at_ + 1 >= limit_ || !items_[at_ + 1].is('[')) return false;
  if (closer() == 0 || has_content(at_, closer())) return false;
  at_ = std::min(closer() + 1, limit_);
  return true;
}

/// A node, and the text that belongs to the same statement.
void FlowReader::node_run(std::vector<Flow>& into) {
  do {
    into.push_back({.node = items_[at_].node, .span = items_[at_].span});
    ++at_;
  } while (more() && items_[at_].continues);
}

/// `#if` whose parts are whole statements: the compiler chooses an arm.
void FlowReader::conditional_code(std::vector<Flow>& into) {
  Flow branch = flow(FlowKind::kBranch);
  const Temporarily<Labels> nested(labels_, labels_in_nested());
  while (more() && items_[at_].match != 0) {
    if (items_[at_].kind == Kind::kElse) branch.has_else = true;
    const std::size_t next = closer();
    Flow arm = flow(FlowKind::kBlock);
    ++at_;
    {
      const Temporarily<std::size_t> within(limit_, next);
      statements(arm.children);
    }
    at_ = next;
    branch.children.push_back(std::move(arm));
  }
  if (more()) ++at_;
  const auto is_plain = [](const Flow& arm) {
    return std::ranges::all_of(arm.children, [](const Flow& each) { return each.kind == FlowKind::kCode; });
  };
  if (std::ranges::all_of(branch.children, is_plain)) return add_code(into, branch.span);
  into.push_back(std::move(branch));
}

/// `{ … }`, as a block.
void FlowReader::block(std::vector<Flow>& into) {
  Flow block = flow(FlowKind::kBlock);
  const std::size_t end = closer() == 0 ? limit_ : closer();
  ++at_;
  {
    const Temporarily<std::size_t> within(limit_, end);
    statements(block.children);
  }
  at_ = std::min(end + 1, limit_);
  into.push_back(std::move(block));
}

/// What only a macro can make a statement: `FOREACH(a, b) {`, `FOREACH(a, b) <text>`, `FOREVER { <text> }`.
bool FlowReader::macro(std::vector<Flow>& into) {
  std::size_t next = at_;
  for (; next < limit_ && (items_[next].is('.') || is_other_word(items_[next])); ++next)
    if (next > at_ && !items_[next - 1].is('.') && !items_[next].is('.')) return false;
  if (next == at_ || next >= limit_) return false;
  const bool has_arguments = items_[next].is('(') && items_[next].match != 0 && items_[next].match < limit_;
  const std::size_t arguments = next;
  if (has_arguments) next = items_[next].match + 1;
  if (next >= limit_) return false;
  const FlowItem& after = items_[next];
  const bool is_block = after.is('{') && after.match != 0;
  if (!has_arguments && !(is_block && has_content(next, std::min<std::size_t>(after.match, limit_)))) return false;
  const bool is_body = is_block || after.kind == Kind::kNode ||
                       (begins_statement(after.word) && after.word != FlowWord::kElse &&
                        after.word != FlowWord::kCase && after.word != FlowWord::kDefault);
  if (!is_body) return false;
  Flow loop = flow(FlowKind::kLoop);
  loop.is_macro = true;
  at_ = arguments;
  head(into);
  body(loop.children);
  if (word() == FlowWord::kElse) {
    loop.kind = FlowKind::kBranch;
    loop.has_else = true;
    ++at_;
    body(loop.children);
  }
  into.push_back(std::move(loop));
  return true;
}

/// Any other statement. Ends at `;`, or where that is missing.
void FlowReader::expression(std::vector<Flow>& into) {
  const std::size_t begin = at_;
  std::size_t inside = at_;
  while (more()) {
    const FlowItem& item = items_[at_];
    if (at_ >= inside && (item.is(';') || item.is('}') || item.kind == Kind::kNode || begins_statement(item.word)))
      break;
    part(into, inside);
  }
  if (at_ > begin) add_code(into, items_[begin].span);
  skip(';');
}

/// One token of an expression, or several without content. Brackets up to `inside` have been entered.
void FlowReader::part(std::vector<Flow>& into, std::size_t& inside) {
  const FlowItem& item = items_[at_];
  if (item.kind == Kind::kNode) return node_run(into);
  if (item.word == FlowWord::kOut) {
    Flow output = flow(FlowKind::kOutput);
    output.is_raw = at_ + 2 < items_.size() && items_[at_ + 2].word == FlowWord::kRaw;
    into.push_back(std::move(output));
  }
  if (!is_opener() || closer() == 0) {
    ++at_;
  } else if (!has_content(at_, closer())) {
    at_ = std::min(closer() + 1, limit_);
  } else if (item.is('{')) {
    braces(into, inside);
  } else {
    inside = std::max(inside, closer());
    ++at_;
  }
}

/// Braces with content: a list of values, or the body of a function.
void FlowReader::braces(std::vector<Flow>& into, std::size_t& inside) {
  const FlowItem* before = at_ == 0 ? nullptr : &items_[at_ - 1];
  const bool is_list = before == nullptr || before->is('=') || before->is('(') || before->is(',') || before->is('{') ||
                       before->is('?') || before->is(':') || before->word == FlowWord::kReturn;
  if (is_list) {
    inside = std::max(inside, closer());
    ++at_;
    return;
  }
  const Temporarily<Labels> no_switch(labels_, Labels::kNoSwitch);
  Flow function = flow(FlowKind::kFunction);
  block(function.children);
  into.push_back(std::move(function));
}

/// Keeps the nodes of the rest of the block, without their order of execution.
void FlowReader::too_deep(std::vector<Flow>& into) {
  if (!std::exchange(reported_depth_, true))
    report(items_[at_].span, "statements are nested more than 200 levels deep");
  for (; more(); ++at_)
    if (items_[at_].kind == Kind::kNode) into.push_back({.node = items_[at_].node, .span = items_[at_].span});
}

std::vector<Flow> read_flow(std::vector<Node>& nodes, const SourceSet& sources, Sink& sink) {
  std::vector<Flow> result;
  if (!has_scriptlets(nodes)) {
    result.reserve(nodes.size());
    list_nodes(nodes, result);
    return result;
  }
  const FlowItems read = read_flow_items(nodes, sources, sink);
  FlowReader(read, sink).statements(result);
  return result;
}

}  // namespace quire::compiler
