#include "compiler/build/toolchain.h"

#include "compiler/emit/hash.h"

#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/DiagnosticIDs.h>
#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Basic/Version.h>
#include <clang/Driver/Compilation.h>
#include <clang/Driver/Driver.h>
#include <clang/Driver/Job.h>
#include <llvm/Support/VirtualFileSystem.h>
#include <llvm/TargetParser/Host.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <cstdlib>
#include <stdexcept>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string default_cache_dir() {
  if (const std::string own = environment("QUIRE_CACHE"); !own.empty()) return own;
  if (const std::string cache = environment("XDG_CACHE_HOME"); !cache.empty()) return cache + "/quire";
  if (const std::string home = environment("HOME"); !home.empty()) return home + "/.cache/quire";
  return (fs::temp_directory_path() / ("quire-" + std::to_string(geteuid()))).string();
}

std::string require_path(const fs::path& path, const char* what) {
  if (!fs::exists(path))
    throw std::runtime_error(path.string() + " is missing: " + what +
                             "; install Quire again, or build it with tools/build");
  return fs::canonical(path).string();
}

/// What one run of Clang's driver would execute, as the arguments of its last job.
std::vector<std::string> driver_job(const Toolchain& toolchain, std::vector<const char*> arguments) {
  const std::string resource_dir = "-resource-dir=" + toolchain.resource_dir;
  arguments.insert(arguments.begin(), {"clang++", "-std=c++20", "-fPIC", resource_dir.c_str()});
#ifdef QUIRE_GCC_INSTALL_DIR
  // Without it, the driver takes the newest g++ on the machine, with or without its headers.
  if (fs::exists(QUIRE_GCC_INSTALL_DIR)) arguments.push_back("--gcc-install-dir=" QUIRE_GCC_INSTALL_DIR);
#endif
#ifdef QUIRE_PAGE_SANITIZER
  arguments.push_back("-fsanitize=" QUIRE_PAGE_SANITIZER);
#endif
  clang::DiagnosticsEngine diagnostics(new clang::DiagnosticIDs, new clang::DiagnosticOptions,
                                       new clang::IgnoringDiagConsumer);
  clang::driver::Driver driver(QUIRE_CLANG_PATH, llvm::sys::getDefaultTargetTriple(), diagnostics);
  driver.setCheckInputsExist(false);
  const std::unique_ptr<clang::driver::Compilation> compilation(driver.BuildCompilation(arguments));
  if (!compilation || compilation->getJobs().empty())
    throw std::runtime_error("Clang's driver made no command of its arguments; is libstdc++-12-dev installed?");
  const auto& job = *std::prev(compilation->getJobs().end());
  return {job.getArguments().begin(), job.getArguments().end()};
}

void erase_pair(std::vector<std::string>& arguments, const std::string& first) {
  for (auto at = arguments.begin(); at != arguments.end(); ++at) {
    if (*at != first) continue;
    arguments.erase(at, at + 2);
    return;
  }
}

std::vector<std::string> compile_arguments(const Toolchain& toolchain) {
  std::vector<const char*> wanted = {"-c", "-O0", "-fvisibility=hidden", "-fvisibility-inlines-hidden", "-Wall",
                                     "-ferror-limit=100", "-ftemplate-backtrace-limit=0",
                                     // A page is one function of many statements; tools read the rest.
                                     "-Wno-unused-parameter", "-isystem", toolchain.include_dir.c_str()};
#ifdef QUIRE_PAGE_ASSERTIONS
  wanted.push_back("-D_GLIBCXX_ASSERTIONS");
#endif
  wanted.push_back("unit.cpp");
  std::vector<std::string> arguments = driver_job(toolchain, wanted);
  if (!arguments.empty() && arguments.front() == "-cc1") arguments.erase(arguments.begin());
  // The process compiles again: what a compile leaves behind must be freed.
  std::erase(arguments, "-disable-free");
  arguments.pop_back();
  erase_pair(arguments, "-o");
  erase_pair(arguments, "-main-file-name");
  for (const char* of_folder : {"-fdebug-compilation-dir=", "-fcoverage-compilation-dir="})
    std::erase_if(arguments, [&](const std::string& argument) { return argument.starts_with(of_folder); });
  return arguments;
}

std::vector<std::string> link_arguments(const Toolchain& toolchain) {
  std::vector<const char*> wanted = {
      "-shared", "-fuse-ld=lld", "-Wl,-z,now", "-Wl,--threads=1", kLinkInput, toolchain.library.c_str(),
      "-o",      kLinkOutput};
#ifndef QUIRE_PAGE_SANITIZER
  // A sanitizer's symbols come from the program that loads the page.
  wanted.push_back("-Wl,-z,defs");
#endif
  return driver_job(toolchain, wanted);
}

}  // namespace

Toolchain find_toolchain(const std::string& cache_dir) {
  const fs::path program = fs::read_symlink("/proc/self/exe");
  const fs::path prefix = program.parent_path().parent_path();
  Toolchain toolchain;
  toolchain.include_dir = require_path(prefix / "include", "pages include <quire/page.h> from there");
  toolchain.library = require_path(prefix / "lib" / "libquire.so", "pages are linked with it");
  toolchain.resource_dir =
      require_path(QUIRE_CLANG_RESOURCE_DIR, "Clang's own headers (package libclang-common-19-dev)");
  toolchain.cache_dir = cache_dir.empty() ? default_cache_dir() : cache_dir;
  toolchain.compile_arguments = compile_arguments(toolchain);
  toolchain.link_arguments = link_arguments(toolchain);
  std::string text = clang::getClangFullVersion() + QUIRE_ABI_STAMP;
  for (const auto& argument : toolchain.compile_arguments) text += '\n' + argument;
  for (const auto& argument : toolchain.link_arguments) text += '\n' + argument;
  toolchain.fingerprint = content_hash(text);
  return toolchain;
}

}  // namespace quire::compiler
