#include "runtime/api/form/csrf_object.h"

#include "runtime/api/el/property_object.h"

#include <quire/csrf.h>

namespace quire::form {

namespace {

constexpr el::Property kProperties[] = {
    {"header_name", [](PageContext&) -> Value { return kCsrfHeader; }},
    {"parameter_name", [](PageContext&) -> Value { return kCsrfName; }},
    {"token", [](PageContext& c) -> Value { return c.is_standalone() ? Value() : Value(csrf_token(c)); }},
};

}  // namespace

const Value& csrf_object() {
  static const el::PropertyObject kObject(kCsrfName, kProperties);
  static const Value kValue = Value::object(kObject);
  return kValue;
}

}  // namespace quire::form
