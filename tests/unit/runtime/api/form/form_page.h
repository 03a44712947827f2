#ifndef QUIRE_TESTS_UNIT_RUNTIME_API_FORM_FORM_PAGE_H_
#define QUIRE_TESTS_UNIT_RUNTIME_API_FORM_FORM_PAGE_H_

#include "tests/unit/runtime/api/el/evaluated.h"

#include <quire/form.h>
#include <quire/form_binding.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace form_test {

enum class Color { red, green };
QUIRE_ENUM(Color, red, green)

struct Item {
  std::string name;
  int count = 0;
  std::vector<Item> parts;
};
QUIRE_FIELDS(Item, name, count, parts)

struct Address {
  std::string street;
  std::optional<int> number;
};
QUIRE_FIELDS(Address, street, number)

struct Order {
  std::string name;
  int count = 1;
  unsigned char level = 2;
  double price = 0;
  bool is_gift = false;
  char grade = 'c';
  Color color = Color::red;
  std::optional<int> limit;
  std::vector<std::string> tags;
  std::vector<int> sizes;
  std::vector<Color> colors;
  std::vector<bool> bits;
  std::vector<Item> items;
  Address address;
  std::optional<Address> other;
  quire::Value extra;
  std::vector<std::vector<int>> matrix;
};
QUIRE_FIELDS(Order, name, count, level, price, is_gift, grade, color, limit, tags, sizes, colors, bits, items, address,
             other, extra, matrix)

struct Stock {
  std::map<std::string, double> prices;
  std::map<int, Item> shelves;
};
QUIRE_FIELDS(Stock, prices, shelves)

}  // namespace form_test

namespace quire {

/// What a form without a token writes: between its tags if `run` is what writes its fields.
template <class F>
std::string fields_of(PageContext& context, const el::Argument& model, const el::Argument& errors, const F& run) {
  Capture capture(context.out());
  form::Form form(context, {.model = model, .errors = errors, .method = "get", .action = "/a"}, {});
  capture.take();
  run();
  return capture.take();
}

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_API_FORM_FORM_PAGE_H_
