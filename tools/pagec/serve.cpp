#include "compiler/build/clang_frontend.h"
#include "compiler/build/compile_service.h"
#include "tools/pagec/commands.h"

#include <sys/prctl.h>

#include <csignal>

namespace quire::pagec {

int serve(const ServiceOptions& options) {
  // The service ends with the server that started it.
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  const compiler::Toolchain toolchain = compiler::find_toolchain(options.common.cache);
  compiler::start_llvm();
  return compiler::serve_builds(toolchain, options.channel, {});
}

}  // namespace quire::pagec
