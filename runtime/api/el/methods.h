#ifndef QUIRE_RUNTIME_API_EL_METHODS_H_
#define QUIRE_RUNTIME_API_EL_METHODS_H_

#include "runtime/api/el/object.h"

#include <quire/el_core.h>

#include <string>
#include <string_view>
#include <vector>

namespace quire::el {

/// The arguments of a call, as values.
class ArgumentValues {
 public:
  ArgumentValues(PageContext& context, Arguments arguments) {
    for (const Argument& argument : arguments) values_.push_back(&argument.in(context));
  }
  Values all() const { return values_; }

 private:
  std::vector<const Value*> values_;
};

/// A call of a method while it is looked for: the name as written, and what it is called with.
struct Call {
  PageContext& context;
  const Value& object;
  /// With underscores: `index_of` for `indexOf`.
  std::string method;
  Values arguments;

  bool is(std::string_view name, std::size_t count) const { return method == name && arguments.size() == count; }
  const Value& argument(std::size_t index) const { return *arguments[index]; }
  std::string text(std::size_t index) const;
  /// Throws `Error` if it is not an integer.
  long long integer(std::size_t index) const;
  const Value& result(Value value) const { return detail::keep(context, std::move(value)); }
};

/// Each returns null if the object has no such method.
const Value* call_text(const Call& call);
const Value* call_list(const Call& call);
const Value* call_map(const Call& call);
/// Of values of all kinds: `equals`, `compareTo`, `toString` and so on.
const Value* call_any(const Call& call);

/// Calls a method of any value.
const Value& call_method(PageContext& context, const Value& object, std::string_view method, Values arguments);

/// -1, 0 or 1.
int compare(PageContext& context, const Value& a, const Value& b);
bool equal_values(PageContext& context, const Value& a, const Value& b);
/// The position in a text or list. Throws `Error` if it is negative or more than `size`.
std::size_t checked_position(long long position, std::size_t size);

/// The items without those that equal an earlier one.
Value::List distinct_items(const Value::List& items);

/// The operations of a list, one after the other (Expression Language 6.1, 2.3).
const Value& stream_of(PageContext& context, Value::List items);

}  // namespace quire::el

#endif  // QUIRE_RUNTIME_API_EL_METHODS_H_
