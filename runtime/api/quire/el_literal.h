#ifndef QUIRE_EL_LITERAL_H_
#define QUIRE_EL_LITERAL_H_

/// Lists, sets, maps and lambdas of expressions, and `a ?: b`; part of `el.h`.

#include <quire/el_core.h>

#include <cstddef>
#include <utility>

namespace quire::el {

QUIRE_API const Value& list(PageContext& context, Arguments items);
/// A list of the distinct items.
QUIRE_API const Value& set_of(PageContext& context, Arguments items);
struct Entry {
  Argument key;
  Argument value;
};
QUIRE_API const Value& map(PageContext& context, std::initializer_list<Entry> entries);

namespace detail {
/// `run` calls `closure`, which `drop` destroys when the expression has been printed.
QUIRE_API const Value& keep_lambda(PageContext& context, std::size_t parameters, void* closure,
                                   const Value& (*run)(void* closure, const Value* arguments),
                                   void (*drop)(void* closure));
}  // namespace detail

/// A lambda with that number of parameters: `callable` gets an array of as many values, which lives until the
/// expression has been printed, and returns a `const Value&`, as functions of this header do.
template <class F>
const Value& lambda(PageContext& context, std::size_t parameters, F callable) {
  return detail::keep_lambda(
      context, parameters, new F(std::move(callable)),
      [](void* closure, const Value* arguments) -> const Value& { return (*static_cast<F*>(closure))(arguments); },
      [](void* closure) { delete static_cast<F*>(closure); });
}

/// For `a ?: b`: keeps `a`, and returns whether it is true.
///
///     (hold(context, a) ? held(context) : value(context, b))
QUIRE_API bool hold(PageContext& context, const Argument& a);
/// The same for `a ?? b`: whether it is not null.
QUIRE_API bool hold_unless_null(PageContext& context, const Argument& a);
/// What was kept last.
QUIRE_API const Value& held(PageContext& context);

}  // namespace quire::el

#endif  // QUIRE_EL_LITERAL_H_
