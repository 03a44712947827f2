#ifndef QUIRE_TESTS_UNIT_RUNTIME_API_EL_EVALUATED_H_
#define QUIRE_TESTS_UNIT_RUNTIME_API_EL_EVALUATED_H_

#include "tests/unit/runtime/page/test_page.h"

#include <quire/el.h>

#include <string>

namespace quire {

/// What `${…}` prints for a value, escaped as HTML text.
template <class T>
std::string printed(PageContext& context, const T& value) {
  Writer out;
  el::print_html(out, context, value);
  return std::string(out.text());
}

/// The message of the `el::Error` that `run` throws; otherwise empty.
template <class F>
std::string error_of(const F& run) {
  try {
    run();
  } catch (const el::Error& error) {
    return error.what();
  }
  return {};
}

/// A call of a method, by its name in Java.
template <class T, class... A>
const Value& called(PageContext& context, const T& object, const char* method, const A&... arguments) {
  return el::detail::call(context, el::value(context, object), method, {el::Argument(arguments)...});
}

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_API_EL_EVALUATED_H_
