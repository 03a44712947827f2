#ifndef QUIRE_COMPILER_SERVICE_COMPILE_SERVICE_H_
#define QUIRE_COMPILER_SERVICE_COMPILE_SERVICE_H_

#include "compiler/clang/toolchain.h"
#include "compiler/process/forked_child.h"
#include "runtime/base/descriptor.h"

namespace quire::compiler {

/// Runs the compile service: takes jobs from `channel` until SIGTERM or SIGINT, or until nobody has the other end
/// any more. The channel is one
/// end of a SOCK_SEQPACKET socket pair, both ends of which outlive client and service; each message
/// on it is one `Job`. The client reads the answer from the job's socket; if it hangs up instead,
/// its build is cancelled. So neither side needs a name in the file system, and a job that is sent
/// while no service is running waits for the next one. Returns the process's exit code.
int serve_builds(const Toolchain& toolchain, int channel, const BuildLimits& limits);

/// Starts the compile service in a child process and returns the other end of its channel. It is
/// meant for a few builds, and prepares no children ahead. The child exits when this process does.
/// For tools that need builds while they have threads: call it before starting the first one.
/// Throws `std::runtime_error` if no process can be started.
Descriptor start_build_service(const Toolchain& toolchain, const BuildLimits& limits);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SERVICE_COMPILE_SERVICE_H_
