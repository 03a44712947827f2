#include "number.h"

#include <mutex>
#include <string>

static int last;
std::string name;
namespace {
struct Counter {
  static int count;
};
int Counter::count = 0;
}  // namespace
const int kLimit = 10;
constexpr const char* kName = "number";
static const std::string kText = "number";
thread_local int calls;
static std::mutex guard;
extern int elsewhere;

int next_number() {
  static int number;
  const std::lock_guard lock(guard);
  calls++;
  return ++last + ++number + ++Counter::count + kLimit + static_cast<int>(name.size() + kText.size()) + kName[0];
}
