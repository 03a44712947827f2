#include "compiler/clang/clang_frontend.h"
#include "compiler/service/compile_service.h"
#include "tools/pagec/commands.h"

#include <sys/prctl.h>

#include <chrono>
#include <csignal>

namespace quire::pagec {

namespace {

compiler::ToolchainOptions toolchain_options(const ServiceOptions& options) {
  compiler::ToolchainOptions toolchain{options.common.cache};
  if (options.development) toolchain = compiler::development_toolchain(options.common.cache);
  if (options.debug_info) toolchain.debug_info = compiler::DebugDetail::kFull;
  toolchain.sanitizers = options.checks;
  return toolchain;
}

compiler::BuildLimits build_limits(const ServiceOptions& options) {
  compiler::BuildLimits limits;
  if (options.seconds > 0) limits.cpu = std::chrono::seconds(options.seconds);
  // A build that waits, for example for a disk, uses no CPU time.
  if (options.seconds > 0) limits.wall = std::chrono::seconds(options.seconds) * 2;
  if (options.memory > 0) limits.memory = static_cast<std::size_t>(options.memory) << 20;
  return limits;
}

}  // namespace

int serve(const ServiceOptions& options) {
  // Exit with the server that started this process.
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  const compiler::Toolchain toolchain = compiler::find_toolchain(toolchain_options(options));
  compiler::start_llvm();
  return compiler::serve_builds(toolchain, options.channel, build_limits(options));
}

}  // namespace quire::pagec
