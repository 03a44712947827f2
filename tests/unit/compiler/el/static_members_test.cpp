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
  CHECK(declared("enum { kOne }; struct { int n; } x; struct A {};") == TypeNames{"A"});
  CHECK(declared("template <class A = int, class B = int> struct C {};") == TypeNames{"C"});
  CHECK(declared("struct alignas(16) A {}; struct alignas(alignof(int)) [[a]] B {};") == TypeNames{"A", "B"});
  CHECK(declared("}}} struct A {").size() <= 1);
}

TEST_CASE("A variable hides a type of its name") {
  const auto left = [](std::string_view code) {
    TypeNames types{"item"};
    drop_declared_variables(code, types);
    return types.size();
  };
  for (const char* code :
       {"item item{2};", "const item& item = f();", "int item;", "std::vector<int> item(3);",
        "for (auto* item : all) {", "void f(int item, int b)", "f([](item item) {})", "int item[3];"})
    CHECK(left(code) == 0);
  for (const char* code :
       {"", "item x{2};", "struct item { int n; };", "f(item{2});", "return item{2};", "auto p = new item(2);",
        "item::kMost;", "std::vector<item> all;", "enum class item : int {};", "using item = int;", "x.item = 3;"})
    CHECK(left(code) == 1);
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
  // A parameter hides the type in the body of its lambda.
  const ElNode member{ElKind::kProperty, {}, "kMost", {}, {name("Limits")}};
  ElNode lambda{ElKind::kLambda, {}, "", {}, {name("Limits"), member}};
  ElNode call{ElKind::kInvoke, {}, "", {}, {lambda, member}};
  name_static_members(call, types);
  CHECK(call.operands[0].operands[1].kind == ElKind::kProperty);
  CHECK(call.operands[1].text == "Limits::kMost");
  ElNode other{ElKind::kProperty, {}, "kMost", {}, {name("limits")}};
  name_static_members(other, types);
  CHECK(other.kind == ElKind::kProperty);
}
