#pragma once
namespace shop {
int total(int n);
int price(int n);
inline int twice(int n) { return 2 * price(n); }
struct Cart { void add(int n); static int count; };
}
