#ifndef QUIRE_RUNTIME_FAULT_FORKED_CHILD_H_
#define QUIRE_RUNTIME_FAULT_FORKED_CHILD_H_

namespace quire {

/// Whether this process was forked by page code, and has not started another program since.
extern bool is_forked_child;

/// Contains fork(2) in page code, which copies this process with all its connections, but only with the calling
/// thread. The child loses its copies of the network connections, listening sockets and event queues, so that it cannot
/// answer anything, nor keep a port; it ends when page code returns (see `FaultScope`), and with its
/// parent. Page code can do in it whatever may be done in such a child, as a rule exec(3). Call it once per process.
void contain_forks();

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_FORKED_CHILD_H_
