#ifndef QUIRE_RUNTIME_BASE_TERMINAL_H_
#define QUIRE_RUNTIME_BASE_TERMINAL_H_

namespace quire {

bool is_terminal(int descriptor);
/// Whether output to `descriptor` may be coloured: it is a terminal, and `NO_COLOR` is not set
/// (https://no-color.org).
bool wants_colour(int descriptor);

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_TERMINAL_H_
