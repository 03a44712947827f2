#include "compiler/clang/clang_frontend.h"
#include "compiler/service/compile_service.h"
#include "runtime/base/file.h"
#include "runtime/protocol/json_text.h"
#include "tools/pagec/cmake_target.h"
#include "tools/pagec/commands.h"

#include <sys/prctl.h>
#include <boost/filesystem.hpp>

#include <chrono>
#include <csignal>
#include <stdexcept>

namespace quire::pagec {

namespace {

compiler::ToolchainOptions toolchain_options(const ServiceOptions& options) {
  compiler::ToolchainOptions toolchain = options.development ? compiler::development_toolchain(options.common.cache)
                                                             : compiler::production_toolchain(options.common.cache);
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

int ask_cmake(const TargetOptions& options) {
  const CMakeTarget target{options.cmake.front(), options.cmake.size() > 1 ? options.cmake.back() : "",
                           options.common.root};
  const compiler::Toolchain toolchain = compiler::find_toolchain(compiler::development_toolchain(options.common.cache));
  const TargetFlags flags = flags_of(target, toolchain);
  boost::filesystem::create_directories(boost::filesystem::path(options.output).parent_path());
  write_file(options.output, to_json(flags));
  return 0;
}

int serve(const ServiceOptions& options) {
  // Exit with the server that started this process.
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  compiler::Toolchain toolchain = compiler::find_toolchain(toolchain_options(options));
  if (!options.site_flags.empty()) {
    const auto flags = read_json_file<TargetFlags>(options.site_flags);
    if (!flags) throw std::runtime_error("cannot read " + options.site_flags);
    toolchain = toolchain_with(toolchain, *flags);
  }
  compiler::start_llvm();
  return compiler::serve_builds(toolchain, options.channel, build_limits(options));
}

}  // namespace quire::pagec
