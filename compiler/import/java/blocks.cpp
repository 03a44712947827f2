#include "compiler/import/java/blocks.h"

#include <algorithm>
#include <numeric>

namespace quire::compiler {

JavaBlocks::JavaBlocks(JavaScope& scope, std::size_t elements) : scope_(scope), parents_(elements) {
  std::iota(parents_.begin(), parents_.end(), std::size_t{0});
}

void JavaBlocks::open(std::size_t element, int loops) {
  open_.push_back({element, loops, false});
  scope_.open();
}

void JavaBlocks::pop() {
  for (int scopes = open_.back().loops + 1; scopes > 0; --scopes) scope_.close();
  open_.pop_back();
}

bool JavaBlocks::close(std::size_t element) {
  if (open_.empty() || open_.back().is_action) {
    broken_.insert(element);
    return false;
  }
  parents_[group(element)] = group(open_.back().element);
  pop();
  return true;
}

void JavaBlocks::open_action() {
  open_.push_back({0, 0, true});
  scope_.open();
}

void JavaBlocks::close_action() {
  const bool is_open = std::ranges::any_of(open_, [](const Block& block) { return block.is_action; });
  if (!is_open) return;
  for (; !open_.back().is_action; pop()) broken_.insert(open_.back().element);
  pop();
}

void JavaBlocks::finish() {
  for (; !open_.empty(); pop())
    if (!open_.back().is_action) broken_.insert(open_.back().element);
}

std::size_t JavaBlocks::group(std::size_t element) {
  while (parents_[element] != element) element = parents_[element] = parents_[parents_[element]];
  return element;
}

}  // namespace quire::compiler
