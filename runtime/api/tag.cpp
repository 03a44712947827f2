#include <quire/tag.h>
#include <quire/value.h>

#include <exception>
#include <stdexcept>
#include <utility>
#include <vector>

namespace quire {

namespace detail {

void refuse_attribute(std::string_view text, const std::string& type) {
  throw std::invalid_argument("an attribute of type `" + type + "` cannot be `" + std::string(text) + "`");
}

}  // namespace detail

namespace {

/// A thread's stack has room for more than that.
constexpr int kMaxTagDepth = 256;

}  // namespace

TagFile::TagFile(PageContext& caller, Fragment body, std::span<const TagVariable> variables)
    : caller_(caller),
      parent_(caller.tag_file_),
      body_(body),
      variables_(variables),
      scratch_(caller),
      depth_(parent_ == nullptr ? 1 : parent_->depth_ + 1),
      exceptions_(std::uncaught_exceptions()) {
  if (depth_ > kMaxTagDepth)
    throw std::logic_error("tags are nested more than 256 deep; does one of them use itself recursively?");
  tag_file_ = this;
  arena_ = caller.arena_;
}

TagFile::~TagFile() noexcept(false) {
  if (std::uncaught_exceptions() > exceptions_) return;
  for (const TagVariable& variable : variables_)
    if (variable.scope != VariableScope::kNested) export_variable(variable.name, variable.caller_name);
}

void TagFile::forward(std::string_view url) {
  caller_.forward(url);
  // Not reached: g++ does not know that the virtual function never returns.
  __builtin_unreachable();
}

/// Saves the calling page's attributes that have the names of nested variables while a part of the
/// page runs, and restores them afterwards.
class TagFile::Nested {
 public:
  explicit Nested(TagFile& tag) : tag_(tag), around_(std::exchange(tag.caller_.tag_file_, &tag)) {
    for (const TagVariable& variable : tag.variables_)
      if (variable.scope == VariableScope::kNested) kept_.push_back(tag.caller_.attribute(variable.caller_name));
  }
  ~Nested() {
    tag_.caller_.tag_file_ = around_;
    std::size_t index = 0;
    for (const TagVariable& variable : tag_.variables_)
      if (variable.scope == VariableScope::kNested)
        tag_.caller_.set_attribute(variable.caller_name, std::move(kept_[index++]));
  }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;

 private:
  TagFile& tag_;
  TagFile* const around_;
  std::vector<Value> kept_;
};

void TagFile::invoke(Fragment fragment) {
  if (!fragment) return;
  const Nested nested(*this);
  for (const TagVariable& variable : variables_)
    if (variable.scope != VariableScope::kAtEnd) export_variable(variable.name, variable.caller_name);
  fragment();
}

void TagFile::export_variable(std::string_view name, std::string_view as) {
  caller_.set_attribute(as, attribute(name));
}

TagContext::TagContext(PageContext& page, Fragment body, const void* tag, const void* type)
    : page_(page), body_(body), tag_(tag), type_(type), outer_(std::exchange(page.page().tag_, this)), scratch_(page) {}

TagContext::~TagContext() { page_.page().tag_ = outer_; }

std::string TagContext::body_text() const {
  Capture capture(page_.out());
  body_();
  return capture.take();
}

const TagContext* TagContext::find_ancestor(const void* type) const {
  const TagContext* outer = outer_;
  while (outer != nullptr && outer->type_ != type) outer = outer->outer_;
  return outer;
}

}  // namespace quire
