#pragma once
#include <mutex>
#include <string>

inline int counter = 0;
namespace shop {
static std::string last_name;
namespace {
std::mutex guard;
}
}  // namespace shop
struct Counter {
  static inline int count = 0;
  static int elsewhere;
  static constexpr int kMax = 9;
};
template <class T>
struct Cache {
  static inline T* first = nullptr;
  T& value() {
    static T one{};
    return one;
  }
};
inline int next_number() {
  static int number = 0;
  static const int kStep = 2;
  const auto more = [] { static int calls; return ++calls; };
  return number += kStep + more();
}
// None of these may change, or belongs to a page.
constexpr int kLimit = 3;
const std::string kName = "shop";
static const int kSteps[] = {1, 2};
extern int defined_in_a_source;
inline int& first_of = counter;
thread_local int of_a_thread = 0;
