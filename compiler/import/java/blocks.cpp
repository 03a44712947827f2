#include "compiler/import/java/blocks.h"

#include <algorithm>
#include <numeric>

namespace quire::compiler {
namespace {

/// Whether a statement with that head, whose body has ended, goes on.
bool goes_on(const JavaHead& head, const JavaToken& next) {
  using Kind = JavaHead::Kind;
  if (head.kind == Kind::kIf) return next.is("else");
  if (head.kind == Kind::kDo) return next.is("while");
  return (head.kind == Kind::kTry || head.kind == Kind::kCatch) && (next.is("catch") || next.is("finally"));
}

}  // namespace

JavaBlocks::JavaBlocks(JavaScope& scope, JavaFacts& facts, std::size_t elements)
    : scope_(scope), facts_(facts), parents_(elements) {
  std::iota(parents_.begin(), parents_.end(), std::size_t{0});
}

void JavaBlocks::push(std::size_t element, bool is_action) {
  open_.push_back({element, std::exchange(heads_, {}), is_done_, is_action});
  is_done_ = false;
  scope_.open();
}

void JavaBlocks::pop() {
  settle_all();
  scope_.close();
  heads_ = std::move(open_.back().heads);
  is_done_ = open_.back().is_done || !open_.back().is_action;
  open_.pop_back();
}

void JavaBlocks::open(std::size_t element) { push(element, false); }

bool JavaBlocks::close(std::size_t element) {
  if (open_.empty() || open_.back().is_action) {
    broken_.insert(element);
    return false;
  }
  parents_[group(element)] = group(open_.back().element);
  pop();
  return true;
}

void JavaBlocks::open_action() { push(0, true); }

void JavaBlocks::close_action() {
  const bool is_open = std::ranges::any_of(open_, &Block::is_action);
  if (!is_open) return;
  for (; !open_.back().is_action; pop()) broken_.insert(open_.back().element);
  pop();
}

void JavaBlocks::finish() {
  for (; !open_.empty(); pop())
    if (!open_.back().is_action) broken_.insert(open_.back().element);
}

void JavaBlocks::begin(const JavaHead& head) {
  heads_.push_back(head);
  is_done_ = false;
}

JavaHead JavaBlocks::take_head() {
  const JavaHead head = heads_.back();
  while (scope_.depth() > head.depth) scope_.close();
  heads_.pop_back();
  return head;
}

void JavaBlocks::settle(const JavaToken& next) {
  if (!is_done_ || next.kind == JavaTokenKind::kEnd) return;
  while (!heads_.empty() && !goes_on(heads_.back(), next)) take_head();
}

void JavaBlocks::settle_all() {
  while (!heads_.empty()) take_head();
}

bool JavaBlocks::leave_loop(bool is_labelled) {
  bool is_dead = false;
  bool has_loop = false;
  // Returns whether to look further.
  const auto look = [&](const std::vector<JavaHead>& heads) {
    for (auto head = heads.rbegin(); head != heads.rend(); ++head) {
      is_dead = is_dead || head->is_dead;
      if (!head->is_loop()) continue;
      has_loop = true;
      if (is_dead && !head->is_dead) facts_.dead.insert(head->place);
      if (!is_labelled) return false;
    }
    return true;
  };
  if (is_labelled) is_dead = true;
  if (!look(heads_)) return true;
  for (auto block = open_.rbegin(); block != open_.rend() && !block->is_action; ++block)
    if (!look(block->heads)) return true;
  return has_loop;
}

bool JavaBlocks::is_in_loop() const {
  const auto has_loop = [](const std::vector<JavaHead>& heads) {
    return std::ranges::any_of(heads, [](const JavaHead& head) { return head.is_loop() && !head.is_dead; });
  };
  // The body of an action may be repeated.
  return has_loop(heads_) ||
         std::ranges::any_of(open_, [&](const Block& block) { return block.is_action || has_loop(block.heads); });
}

void JavaBlocks::stop_try(std::size_t element) {
  const auto look = [&](const std::vector<JavaHead>& heads) {
    for (const JavaHead& head : heads)
      if (head.kind == JavaHead::Kind::kTry && head.place.first == element) facts_.dead.insert(head.place);
  };
  look(heads_);
  for (const Block& block : open_) look(block.heads);
}

std::optional<std::size_t> JavaBlocks::dead_depth() const {
  std::optional<std::size_t> depth;
  const auto look = [&](const std::vector<JavaHead>& heads) {
    for (const JavaHead& head : heads)
      if (head.is_dead && !depth) depth = head.depth;
  };
  for (const Block& block : open_) look(block.heads);
  look(heads_);
  return depth;
}

std::size_t JavaBlocks::group(std::size_t element) {
  while (parents_[element] != element) element = parents_[element] = parents_[parents_[element]];
  return element;
}

}  // namespace quire::compiler
