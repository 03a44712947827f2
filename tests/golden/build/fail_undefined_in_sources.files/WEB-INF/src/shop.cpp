#include "shop.h"
namespace shop {
// Not price() itself.
int total(int n) {
  Cart cart;
  cart.add(n);
  return twice(n) + price(n) + Cart::count;
}
}
