#include "runtime/base/terminal.h"

#include <unistd.h>

#include <cstdlib>

namespace quire {

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

bool wants_colour(int descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  return is_terminal(descriptor) && (no_color == nullptr || *no_color == '\0');
}

}  // namespace quire
