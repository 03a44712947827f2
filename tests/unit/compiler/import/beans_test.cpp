#include "compiler/import/beans.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("getters are those of JavaBeans") {
  CHECK(property_of("getFirstName") == "firstName");
  CHECK(property_of("isOpen") == "open");
  CHECK(property_of("getURL") == "URL");
  for (const char* other : {"get", "is", "getter", "issue", "name", "setName", "getClass"})
    CHECK(property_of(other).empty());
}

TEST_CASE("what a page reads of its beans is found in its Java and its expressions") {
  BeanProperties beans{{"user", {}}, {"cart", {}}};
  read_properties(
      "${user.address.city} user.text ${a.user.no} ${empty cart.items ? other.x : user.name}"
      "<%= user.getAge() + user.getCar().getName() + user.find(1) + cart %>",
      beans);
  CHECK(beans["user"] == std::set<std::string>{"address.city", "name", "age", "car.name"});
  CHECK(beans["cart"] == std::set<std::string>{"items"});
}

TEST_CASE("expressions are read as such, with strings, brackets and calls") {
  BeanProperties beans{{"a", {}}, {"b", {}}};
  read_properties(
      "<c:if test=\"${a['x'].y == '}' && fn:length(b.list) > 0}\"/>${a.x.get(b.key)} ${'a.no'} \\${a.no}"
      "<%-- ${a.no} --%>${a.b['c.d'].no} ${x -> b.in} ${broken a.no",
      beans);
  CHECK(beans["a"] == std::set<std::string>{"b", "x.y", "x"});
  CHECK(beans["b"] == std::set<std::string>{"list", "key", "in"});
}

TEST_CASE("an index leads to the elements of a list, as the variable of a loop does") {
  BeanProperties beans{{"a", {}}, {"b", {}}};
  read_properties(
      "${a.list[0].x[1]} ${a.list[i].y} ${a['['].z} ${a[0]} ${b[99].c}"
      "<c:forEach items='${b.rows}' var=\"row\"><c:forEach items='${row.cells}' var='cell' varStatus='s'>${cell.text} "
      "${s.index} ${row}</c:forEach></c:forEach><c:forEach items='${other}' var='o'>${o.no}</c:forEach>",
      beans);
  CHECK(beans["a"] == std::set<std::string>{"list.[].x.[]", "list", "[]"});
  CHECK(beans["b"] == std::set<std::string>{"[].c", "rows", "rows.[]", "rows.[].cells", "rows.[].cells.[].text"});
}
