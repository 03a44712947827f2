#include "compiler/import/java/scope.h"

#include "compiler/lex/cpp_keyword.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace quire::compiler {
namespace {

/// Names that exist in the C++ of pages but not in Java.
constexpr std::string_view kTaken[] = {"context", "std", "quire", "pages", "main", "errno", "assert"};

}  // namespace

JavaScope::JavaScope(const Objects& objects) : blocks_(1) {
  const auto object = [this](const char* name, const char* code, JavaKind kind) {
    blocks_[0].emplace(name, JavaVariable{code, {kind}, true});
  };
  object("request", "request", JavaKind::kRequest);
  object("response", "response", JavaKind::kResponse);
  object("application", "application", JavaKind::kApplication);
  // Attributes of a tag file are attributes of its context in JSP, but variables in a page.
  if (!objects.is_tag_file) object("pageContext", "context", JavaKind::kContext);
  object("out", "out", JavaKind::kOut);
  if (objects.has_session) object("session", "session", JavaKind::kSession);
  if (objects.is_error_page) object("exception", "exception", JavaKind::kException);
}

std::string JavaScope::cpp_name(std::string_view name) {
  std::string code(name);
  if (is_cpp_keyword(name) || std::ranges::find(kTaken, name) != std::end(kTaken)) code += '_';
  return code;
}

bool JavaScope::declare(std::string_view name, JavaType type, bool is_constant) {
  const bool is_plain =
      std::ranges::all_of(name, [](char c) { return c != '$' && static_cast<unsigned char>(c) < 0x80; });
  const bool is_reserved = name.starts_with('_') || name.find("__") != std::string_view::npos;
  if (!is_plain || is_reserved || find(name) != nullptr) return false;
  blocks_.back().emplace(name, JavaVariable{cpp_name(name), type, is_constant});
  return true;
}

const JavaVariable* JavaScope::find(std::string_view name) const {
  for (const auto& block : blocks_) {
    // No name hides one of an outer block.
    const auto found = block.find(name);
    if (found != block.end()) return &found->second;
  }
  return nullptr;
}

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
