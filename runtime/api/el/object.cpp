#include "runtime/api/el/object.h"

namespace quire::el {

namespace {

[[noreturn]] void refuse(const std::string& what, std::string_view kind, std::string_view name) {
  throw Error(what + " has no " + std::string(kind) + " `" + std::string(name) + "`");
}

}  // namespace

const Value& Object::get(PageContext&, std::string_view name) const { refuse(what(), "property", name); }

void Object::set(PageContext&, std::string_view name, const Value&) const {
  throw Error("`" + std::string(name) + "` of " + what() + " cannot be set");
}

const Value& Object::call(PageContext&, std::string_view method, Values) const { refuse(what(), "method", method); }

const Value& Object::invoke(PageContext&, Values) const { throw Error(what() + " is not a function"); }

Value Object::data(PageContext&) const { throw Error(what() + " has no value that can be printed or stored"); }

bool Object::is_empty(PageContext&) const { return false; }

}  // namespace quire::el
