#pragma once
#include <quire/print.h>
namespace shop {
int price(int n);
inline int twice(int n) { return 2 * price(n); }
struct Money { int cents; };
int operator+(Money a, Money b);
}
