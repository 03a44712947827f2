#include "compiler/import/java/value.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

const JavaValue kLiteral{"\"a\"", {JavaKind::kLiteral}};
const JavaValue kText{"text", {JavaKind::kText}};
const JavaValue kView{"view", {JavaKind::kView}};
const JavaValue kNumber{"n", {JavaKind::kInteger}};
const JavaValue kFlag{"b", {JavaKind::kBoolean}};
const JavaValue kCharacter{"'c'", {JavaKind::kCharacter}};

}  // namespace

TEST_CASE("an operand has parentheses where it binds less than its operator") {
  const JavaValue sum{"a + b", {JavaKind::kInteger}, Binding::kSum};
  CHECK(sum.at(Binding::kSum) == "a + b");
  CHECK(sum.at(Binding::kProduct) == "(a + b)");
  CHECK(sum.operand() == "(a + b)");
  CHECK(kText.operand() == "text");
}

TEST_CASE("types have their names in C++") {
  CHECK(cpp_type({JavaKind::kLong}) == "long long");
  CHECK(cpp_type({JavaKind::kLiteral}) == "std::string");
  CHECK(cpp_type({JavaKind::kList, JavaKind::kText}) == "std::vector<std::string>");
  CHECK(cpp_type({JavaKind::kDynamic}) == "quire::Value");
}

TEST_CASE("text that is put together is a sum in C++") {
  CHECK(joined({kLiteral, kText}).code == "\"a\" + text");
  // Two literals, or one and a number, are no sum of text.
  CHECK(joined({kLiteral, kLiteral}).code == "std::string(\"a\") + \"a\"");
  CHECK(joined({kLiteral, kNumber}).code == "std::string(\"a\") + std::to_string(n)");
  CHECK(joined({kView, kLiteral}).code == "std::string(view) + \"a\"");
  CHECK(joined({kText, kView}).code == "text + std::string(view)");
  CHECK(joined({kCharacter, kText}).code == "std::string(1, 'c') + text");
  CHECK(joined({kText, kCharacter}).code == "text + 'c'");
  CHECK(joined({kFlag, kText}).code == "std::string(b ? \"true\" : \"false\") + text");
  CHECK(joined({kText, kFlag}).code == "text + (b ? \"true\" : \"false\")");
  CHECK(joined({kText, kText}).type.kind == JavaKind::kText);
  CHECK(joined({kText, kText}).binding == Binding::kSum);
}

TEST_CASE("text is joined as Java prints it") {
  CHECK(joined({kText, {"d", {JavaKind::kDouble}}}).code == "text + quire::java::text(d)");
  CHECK(joined({{"v", {JavaKind::kDynamic}}, kText}).code == "quire::java::text(v) + text");
  CHECK(joined({kText, {"nullptr", {JavaKind::kNull}}}).code == "text + \"null\"");
  CHECK(joins(kNumber));
  CHECK(joins(kFlag));
  CHECK_FALSE(joins({"t", {JavaKind::kTime}}));
}

TEST_CASE("what is missing is printed as null") {
  JavaValue parameter{"param", {JavaKind::kView}};
  CHECK(as_printed(parameter).code == "param");
  parameter.is_null = "!has_param";
  CHECK(as_printed(parameter).code == "has_param ? param : \"null\"");
  CHECK(negated("x.empty()") == "!x.empty()");
}
