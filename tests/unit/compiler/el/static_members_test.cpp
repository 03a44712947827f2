#include "compiler/el/static_members.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

TypeNames declared(std::string_view code) {
  TypeNames types;
  add_declared_types(code, types);
  return types;
}

ElNode name(const std::string& text) { return {ElKind::kName, {0, 1, 1}, text, {}, {}}; }

}  // namespace

TEST_CASE("The types that code declares are found without parsing it") {
  CHECK(declared("").empty());
  CHECK(declared("struct").empty());
  CHECK(declared("struct A").empty());
  CHECK(declared("struct A;").empty());
  CHECK(declared("struct A { struct B {}; }; class C final : A {}; union D {}; ") == TypeNames{"A", "C", "D"});
  CHECK(declared("enum E { e }; enum class F : int { f }; enum struct G { g };") == TypeNames{"E", "F", "G"});
  CHECK(declared("struct [[nodiscard]] A {}; class [[a]] [[b(1)]] B {}; struct [[") == TypeNames{"A", "B"});
  CHECK(declared("using A = int; using namespace std; using std::string;") == TypeNames{"A"});
  CHECK(declared("template <class T> struct A {}; template <class T> void f(T);") == TypeNames{"A"});
  CHECK(declared("// struct A {};\n/* struct B {}; */ const char* c = \"struct C {};\"; void f() { struct D {}; }")
            .empty());
  CHECK(declared("struct A a{}; struct B* f() { return {}; }").empty());
  CHECK(declared("}}} struct A {").size() <= 1);
}

TEST_CASE("A member of a type is a name of C++") {
  const TypeNames types{"Limits"};
  ElNode property{ElKind::kProperty, {0, 1, 12}, "kMost", {0, 8, 12}, {name("Limits")}};
  name_static_members(property, types);
  CHECK(property.kind == ElKind::kScopedName);
  CHECK(property.text == "Limits::kMost");
  CHECK(property.operands.empty());

  ElNode method{ElKind::kMethod, {0, 1, 15}, "half", {0, 8, 12}, {name("Limits"), name("n")}};
  name_static_members(method, types);
  CHECK(method.kind == ElKind::kFunction);
  CHECK(method.text == "Limits::half");
  CHECK(method.operands.size() == 1);

  // Inside of others, but not what is not of the type itself.
  ElNode sum{ElKind::kAdd, {}, "", {}, {{ElKind::kProperty, {}, "kMost", {}, {name("Limits")}}, name("Limits")}};
  name_static_members(sum, types);
  CHECK(sum.operands[0].text == "Limits::kMost");
  CHECK(sum.operands[1].kind == ElKind::kName);
  ElNode other{ElKind::kProperty, {}, "kMost", {}, {name("limits")}};
  name_static_members(other, types);
  CHECK(other.kind == ElKind::kProperty);
}
