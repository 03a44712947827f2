#include <quire/application.h>
#include <quire/page_context.h>
#include <quire/page_control.h>
#include <quire/request.h>
#include <quire/session.h>
#include <quire/value.h>

#include "runtime/api/attribute_map.h"

#include <string>
#include <utility>

namespace quire {

struct PageContext::Attributes {
  AttributeMap values;
};

namespace {

Value read(const AttributeScope& scope, std::string_view name) { return scope.get<Value>(name).value_or(Value()); }

void write(AttributeScope& scope, std::string_view name, const Value& value) {
  if (value.is_null()) scope.remove(name);
  else scope.set(name, value);
}

/// Reading an attribute never changes the objects that a context returns.
PageContext& changeable(const PageContext& context) { return const_cast<PageContext&>(context); }

}  // namespace

PageContext::PageContext(bool is_standalone) : is_standalone_(is_standalone) {}
PageContext::~PageContext() = default;

PageControl& PageContext::control() {
  static PageControl none;
  return none;
}

PageControl& PageControl::of(PageContext& context) { return context.page().control(); }
void PageControl::set_buffer(std::size_t, bool) {}
void PageControl::set_error_page(std::string_view) {}
void PageControl::allow_fragments() {}
void PageControl::begin_fragment(std::string_view) {}
void PageControl::end_fragment(std::string_view) {}
detail::SiteMessages* PageControl::messages() { return nullptr; }
const detail::SiteImports* PageControl::imports() { return nullptr; }
std::string PageControl::caught_location() { return {}; }

const Value* PageContext::find_own(std::string_view name) const {
  return attributes_ ? attributes_->values.find(name) : nullptr;
}

Value PageContext::attribute(std::string_view name) const {
  const Value* found = find_own(name);
  return found == nullptr ? Value() : *found;
}

void PageContext::set_attribute(std::string_view name, Value value) {
  if (value.is_null()) return remove_attribute(name);
  detail::without_objects(value);
  if (!attributes_) attributes_ = std::make_unique<Attributes>();
  attributes_->values.set(name, std::move(value));
}

void PageContext::remove_attribute(std::string_view name) {
  if (attributes_) attributes_->values.remove(name);
}

std::vector<std::string> PageContext::attribute_names(Scope scope) const {
  PageContext& context = changeable(*this);
  switch (scope) {
    case Scope::kPage:
      return attributes_ ? attributes_->values.names() : std::vector<std::string>();
    case Scope::kRequest:
      return context.request().attribute_names();
    case Scope::kSession:
      return context.session().names();
    case Scope::kApplication:
      return context.application().names();
  }
  return {};
}

Value PageContext::attribute(std::string_view name, Scope scope) const {
  switch (scope) {
    case Scope::kPage:
      return attribute(name);
    case Scope::kRequest:
      return changeable(*this).request().attribute(name);
    case Scope::kSession:
      return read(changeable(*this).session(), name);
    case Scope::kApplication:
      return read(changeable(*this).application(), name);
  }
  return {};
}

void PageContext::set_attribute(std::string_view name, Value value, Scope scope) {
  switch (scope) {
    case Scope::kPage:
      return set_attribute(name, std::move(value));
    case Scope::kRequest:
      if (value.is_null()) return request().remove_attribute(name);
      return request().set_attribute(name, std::move(value));
    case Scope::kSession:
      return write(session(), name, value);
    case Scope::kApplication:
      return write(application(), name, value);
  }
}

void PageContext::remove_attribute(std::string_view name, Scope scope) { set_attribute(name, Value(), scope); }

Value PageContext::find_attribute(std::string_view name) const {
  for (const Scope scope : {Scope::kPage, Scope::kRequest, Scope::kSession, Scope::kApplication}) {
    Value value = attribute(name, scope);
    if (!value.is_null()) return value;
  }
  return {};
}

}  // namespace quire
