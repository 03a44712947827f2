#ifndef QUIRE_COMPILER_SERVICE_BUILD_CHILD_H_
#define QUIRE_COMPILER_SERVICE_BUILD_CHILD_H_

#include "compiler/clang/toolchain.h"
#include "compiler/process/forked_child.h"
#include "runtime/protocol/build_order.h"

#include <sys/types.h>

#include <string>

namespace quire::compiler {

/// Forks a child that builds `order`, a `BuildOrder` as JSON, writes the answer to `socket` and
/// exits. The parent stays single-threaded and warm: nothing that a page does to Clang can affect
/// it. Throws `std::runtime_error` if no process can be started.
pid_t fork_build(const Toolchain& toolchain, const std::string& order, int socket, const BuildLimits& limits);

/// What a child prepares before its first job. Without a page, it compiles and rehearses a small
/// one, which helps with any page that uses the thin prelude.
struct Preparation {
  /// Its strings are empty if there is no page.
  BuildOrder page;

  bool is_for(const std::string& root, const std::string& name) const { return page.root == root && page.page == name; }
};

/// Forks a child ahead of its job. It prepares itself, writes `kChildReady` to `channel`, and takes
/// jobs from there (see `send_job`). It exits after a job that compiled something; after any other
/// job it is ready again, and reports that in the same way.
pid_t fork_ahead(const Toolchain& toolchain, const Preparation& preparation, int channel, const BuildLimits& limits);
inline constexpr char kChildReady = 'R';

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SERVICE_BUILD_CHILD_H_
