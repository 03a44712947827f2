#include <quire/core.h>
#include <quire/page_context.h>

#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <span>
#include <stdexcept>
#include <typeinfo>

namespace quire::core {

namespace {

constexpr Scope kScopes[] = {Scope::kPage, Scope::kRequest, Scope::kSession, Scope::kApplication};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(kBlanks);
  return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

bool is_word(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (static_cast<char>(text[i] | 0x20) != lower[i]) return false;
  return true;
}

[[noreturn]] void refuse_map(std::string_view name, const Value& value) {
  throw std::invalid_argument("`" + std::string(name) + "` is " +
                              (value.is_null() ? std::string("null") : "a " + std::string(value.kind_name())) +
                              "; only an entry of a map can be set");
}

Value without(const Value& map, std::string_view key) {
  Value::Map entries;
  for (const auto& entry : map.as_map())
    if (entry.first != key) entries.push_back(entry);
  return Value::map(std::move(entries));
}

/// The map with another value for an entry of the map that `path` leads to.
Value changed(Value map, std::string_view name, std::span<const std::string_view> path, std::string_view property,
              const Value& value) {
  if (map.kind() != Value::Kind::kMap) refuse_map(name, map);
  if (!path.empty()) {
    const Value* inner = map.find(path.front());
    map.set(path.front(),
            changed(inner == nullptr ? Value() : *inner, path.front(), path.subspan(1), property, value));
  } else if (value.is_null()) {
    return without(map, property);
  } else {
    map.set(property, value);
  }
  return map;
}

/// The scope of `${sessionScope}`.
const Scope* scope_named(std::string_view name) {
  constexpr std::string_view kNames[] = {"pageScope", "requestScope", "sessionScope", "applicationScope"};
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if (kNames[i] == name) return &kScopes[i];
  return nullptr;
}

std::string type_of(const std::exception& error) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(typeid(error).name(), nullptr, nullptr, &status), std::free);
  return status == 0 && name ? name.get() : typeid(error).name();
}

}  // namespace

bool test(PageContext& context, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kNull:
      return false;
    case Value::Kind::kBool:
      return value.as_bool();
    case Value::Kind::kString:
      return test(context, value.as_string());
    default:
      throw std::invalid_argument("a " + std::string(value.kind_name()) +
                                  " is neither true nor false; compare it with something");
  }
}

bool test(PageContext&, std::string_view text) {
  if (is_word(text, "true")) return true;
  if (text.empty() || is_word(text, "false")) return false;
  throw std::invalid_argument("`" + std::string(text) + "` is neither `true` nor `false`");
}

std::string text(PageContext&, const Value& value) {
  if (value.is_null()) return {};
  if (value.kind() == Value::Kind::kString) return value.as_string();
  Writer out;
  print_raw(out, value);
  return std::string(out.text());
}

void set(PageContext& context, const el::Name& name, const Value& value) {
  if (value.is_null()) return remove(context, name.text);
  context.set_attribute(name.text, value);
}

void set(PageContext& context, const el::Name& name, const Value& value, Scope scope) {
  context.set_attribute(name.text, value, scope);
}

void remove(PageContext& context, std::string_view name) {
  for (const Scope scope : kScopes)
    if (!context.attribute(name, scope).is_null()) context.remove_attribute(name, scope);
}

void remove(PageContext& context, std::string_view name, Scope scope) { context.remove_attribute(name, scope); }

void set_property(PageContext& context, const el::Name& name, std::initializer_list<std::string_view> path,
                  std::string_view property, const Value& value) {
  std::span<const std::string_view> keys(path.begin(), path.size());
  if (const Scope* scope = scope_named(name.text)) {
    if (keys.empty()) return context.set_attribute(property, value, *scope);
    const std::string_view held = keys.front();
    context.set_attribute(held, changed(context.attribute(held, *scope), held, keys.subspan(1), property, value),
                          *scope);
    return;
  }
  for (const Scope scope : kScopes) {
    Value held = context.attribute(name.text, scope);
    if (held.is_null()) continue;
    context.set_attribute(name.text, changed(std::move(held), name.text, keys, property, value), scope);
    return;
  }
  refuse_map(name.text, Value());
}

void set_property(Value& map, std::initializer_list<std::string_view> path, std::string_view property,
                  const Value& value) {
  map = changed(std::move(map), "target", {path.begin(), path.size()}, property, value);
}

Value Body::take() {
  const std::string text = capture_.take();
  return is_markup_ ? Value::html(std::string(trimmed(text))) : Value(trimmed(text));
}

Value caught(const std::exception& error) {
  return Value::map({{"message", std::string_view(error.what())}, {"type", type_of(error)}});
}

Value imported(PageContext& context, std::string_view url) {
  Capture capture(context.out());
  context.include(url);
  return Value::html(capture.take());
}

}  // namespace quire::core
