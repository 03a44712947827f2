#ifndef QUIRE_RUNTIME_API_EL_PROPERTY_OBJECT_H_
#define QUIRE_RUNTIME_API_EL_PROPERTY_OBJECT_H_

#include "runtime/api/el/object.h"

#include <span>
#include <string>
#include <string_view>

namespace quire::el {

/// Names are in `snake_case`; a page can also write them as in Java.
struct Property {
  std::string_view name;
  Value (*read)(PageContext& context);
};
/// A method with one argument, as text.
struct Method {
  std::string_view name;
  Value (*call)(PageContext& context, std::string_view argument);
};

/// An object with properties, such as `pageContext.request`. `getContextPath()` is its property `contextPath`.
class PropertyObject final : public Object {
 public:
  PropertyObject(std::string_view name, std::span<const Property> properties, std::span<const Method> methods = {})
      : name_(name), properties_(properties), methods_(methods) {}

  std::string what() const override { return "the object `" + std::string(name_) + "`"; }
  /// Throws `Error` with near names if there is no such property.
  const Value& get(PageContext& context, std::string_view name) const override;
  const Value& call(PageContext& context, std::string_view method, Values arguments) const override;

 private:
  const Property* find(std::string_view name) const;

  const std::string_view name_;
  const std::span<const Property> properties_;
  const std::span<const Method> methods_;
};

/// `request_uri` for `requestURI`.
std::string snake_case(std::string_view name);

}  // namespace quire::el

#endif  // QUIRE_RUNTIME_API_EL_PROPERTY_OBJECT_H_
