#include "compiler/import/java/scope.h"

#include "compiler/lex/cpp_keyword.h"

#include <algorithm>
#include <iterator>
#include <ranges>

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

bool JavaScope::declare(std::string_view name, JavaType type, bool is_constant, std::optional<JavaPlace> place) {
  const bool is_plain =
      std::ranges::all_of(name, [](char c) { return c != '$' && static_cast<unsigned char>(c) < 0x80; });
  const bool is_reserved = name.starts_with('_') || name.find("__") != std::string_view::npos;
  if (!is_plain || is_reserved || find(name) != nullptr) return false;
  blocks_.back().emplace(name, JavaVariable{cpp_name(name), type, is_constant, false, place});
  return true;
}

const JavaVariable* JavaScope::find(std::string_view name, std::size_t depth) const {
  const JavaVariable* result = nullptr;
  for (const Block& block : blocks_ | std::views::take(depth)) {
    // Only an unknown variable hides one of an outer block.
    const auto found = block.find(name);
    if (found != block.end()) result = &found->second;
  }
  return result;
}

void JavaScope::declare_unknown(std::string_view name) {
  blocks_.back().insert_or_assign(std::string(name),
                                  JavaVariable{cpp_name(name), {JavaKind::kVoid}, true, false, JavaPlace{}});
}

void JavaScope::set_may_be_null(std::string_view code, bool may_be_null) {
  for (Block& block : blocks_)
    for (auto& [name, variable] : block)
      if (variable.code == code && variable.type.kind == JavaKind::kText) variable.may_be_null = may_be_null;
}

void JavaScope::spoil(std::string_view name) {
  for (Block& block : blocks_) {
    const auto found = block.find(name);
    if (found == block.end()) continue;
    found->second.type = {JavaKind::kVoid};
    found->second.is_constant = true;
  }
}

void JavaScope::restore(Mark mark) {
  blocks_.resize(mark.depth);
  blocks_.back() = std::move(mark.innermost);
  guesses = std::move(mark.guesses);
}

}  // namespace quire::compiler
