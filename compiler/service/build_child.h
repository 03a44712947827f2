#ifndef QUIRE_COMPILER_SERVICE_BUILD_CHILD_H_
#define QUIRE_COMPILER_SERVICE_BUILD_CHILD_H_

#include "compiler/clang/toolchain.h"
#include "compiler/process/forked_child.h"
#include "runtime/protocol/build_order.h"

#include <sys/types.h>

#include <string>

namespace quire::compiler {

/// Forks a child that builds `order`, a `BuildOrder` as JSON text, writes the
/// answer to `socket` and ends. The parent stays single-threaded and warm:
/// nothing that a page does to Clang can reach it. Throws `std::runtime_error`
/// when the machine has no process to give.
pid_t fork_build(const Toolchain& toolchain, const std::string& order, int socket, const BuildLimits& limits);

/// What a child does ahead of its first job. Without a page, it compiles and
/// rehearses a small one, which serves any page of the thin prelude.
struct Preparation {
  /// Empty strings for no page.
  BuildOrder page;

  bool is_for(const std::string& root, const std::string& name) const { return page.root == root && page.page == name; }
};

/// Forks a child ahead of its job: it prepares itself, writes `kChildReady` to
/// `channel` and takes jobs there (see `send_job`). It ends with the job that
/// used up what it had prepared; after any other it is ready again, and says so.
pid_t fork_ahead(const Toolchain& toolchain, const Preparation& preparation, int channel, const BuildLimits& limits);
inline constexpr char kChildReady = 'R';

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SERVICE_BUILD_CHILD_H_
