#include "runtime/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace quire {

void check_failed(const char* file, int line, const char* assumption) noexcept {
  std::fprintf(stderr, "%s:%d: internal error: this assumption does not hold: %s\n", file, line, assumption);
  std::abort();
}

}  // namespace quire
