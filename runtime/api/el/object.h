#ifndef QUIRE_RUNTIME_API_EL_OBJECT_H_
#define QUIRE_RUNTIME_API_EL_OBJECT_H_

#include <quire/el_core.h>

#include <span>
#include <string>
#include <string_view>

namespace quire::el {

/// The arguments of a call.
using Values = std::span<const Value* const>;

/// What an expression uses that is not data, such as a lambda or `pageContext`. Exists until the expression has
/// been printed. Each function throws `Error` if the object does not have what is asked for.
class Object {
 public:
  virtual ~Object() = default;

  /// In messages: `a lambda`.
  virtual std::string what() const = 0;
  /// A property or entry.
  virtual const Value& get(PageContext& context, std::string_view name) const;
  virtual void set(PageContext& context, std::string_view name, const Value& value) const;
  virtual const Value& call(PageContext& context, std::string_view method, Values arguments) const;
  /// Of a lambda: its value for the arguments.
  virtual const Value& invoke(PageContext& context, Values arguments) const;
  /// The same as data, which can be printed and stored.
  virtual Value data(PageContext& context) const;
  virtual bool is_empty(PageContext& context) const;
  virtual bool is_null() const { return false; }
  virtual bool is_function() const { return false; }
};

}  // namespace quire::el

#endif  // QUIRE_RUNTIME_API_EL_OBJECT_H_
