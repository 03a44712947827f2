#ifndef QUIRE_COMPILER_SERVICE_COMPILE_SERVICE_H_
#define QUIRE_COMPILER_SERVICE_COMPILE_SERVICE_H_

#include "compiler/clang/toolchain.h"
#include "compiler/process/forked_child.h"
#include "runtime/base/descriptor.h"

namespace quire::compiler {

/// The compile service: takes jobs from `channel` until SIGTERM or SIGINT. The
/// channel is one end of a SOCK_SEQPACKET socket pair whose both ends outlive
/// client and service; each message on it is one `Job`. The client reads the
/// answer from the job's socket; when it hangs up instead, its build is ended. So neither side needs a name
/// in the file system, and a job sent while no service runs waits for the next
/// one. Returns the process's exit code.
int serve_builds(const Toolchain& toolchain, int channel, const BuildLimits& limits);

/// Starts the compile service in a child of this process and returns the
/// channel's other end; made for a few builds, it prepares no child ahead. The
/// child ends with this process. For tools that need builds while they have
/// threads: call it before the first of them.
Descriptor start_build_service(const Toolchain& toolchain, const BuildLimits& limits);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SERVICE_COMPILE_SERVICE_H_
