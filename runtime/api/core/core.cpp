#include "runtime/api/el/text.h"

#include <quire/core.h>
#include <quire/page_control.h>

#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <typeinfo>

namespace quire::core {

namespace {

constexpr Scope kScopes[] = {Scope::kPage, Scope::kRequest, Scope::kSession, Scope::kApplication};

std::string type_of(const std::exception& error) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(typeid(error).name(), nullptr, nullptr, &status), std::free);
  return status == 0 && name ? name.get() : typeid(error).name();
}

}  // namespace

bool detail::test(PageContext& context, const el::Argument& value) {
  const bool result = el::test(context, value);
  el::detail::finish(context);
  return result;
}

void set(PageContext& context, const el::Name& name, const el::Argument& value) {
  Value stored = el::stored(context, value);
  el::detail::finish(context);
  if (stored.is_null()) return remove(context, name.text);
  context.set_attribute(name.text, std::move(stored));
}

void set(PageContext& context, const el::Name& name, const el::Argument& value, Scope scope) {
  Value stored = el::stored(context, value);
  el::detail::finish(context);
  context.set_attribute(name.text, std::move(stored), scope);
}

void remove(PageContext& context, std::string_view name) {
  for (const Scope scope : kScopes)
    if (!context.attribute(name, scope).is_null()) context.remove_attribute(name, scope);
}

void remove(PageContext& context, std::string_view name, Scope scope) { context.remove_attribute(name, scope); }

Body::Body(Writer& out, bool is_markup) : capture_(std::in_place, out, !is_markup), is_markup_(is_markup) {}
Body::~Body() = default;

const Value& Body::value() {
  if (!capture_) return value_;
  const std::string text = capture_->take();
  capture_.reset();
  const std::string_view trimmed = el::trimmed(text);
  value_ = is_markup_ ? Value::html(std::string(trimmed)) : Value(trimmed);
  return value_;
}

const Value& caught(PageContext& context, const std::exception& error) {
  Value::Map entries{{"message", std::string_view(error.what())}, {"type", type_of(error)}};
  if (std::string location = PageControl::of(context).caught_location(); !location.empty())
    entries.emplace_back("location", std::move(location));
  return el::detail::keep(context, Value::map(std::move(entries)));
}

}  // namespace quire::core
