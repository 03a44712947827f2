#ifndef QUIRE_RUNTIME_FAULT_PAGE_EXIT_H_
#define QUIRE_RUNTIME_FAULT_PAGE_EXIT_H_

namespace quire {

/// From now on, page code that calls `exit`, `_exit`, `_Exit`, `quick_exit` or `pthread_exit`
/// aborts instead, which fails its request rather than the server. Processes that a page has
/// forked may end.
void refuse_exits();

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_PAGE_EXIT_H_
