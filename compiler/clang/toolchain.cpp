#include "compiler/clang/toolchain.h"

#include "runtime/base/content_hash.h"

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

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <utility>

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
  // Users of services may have a home that is not there, or not theirs.
  boost::system::error_code failed;
  if (const std::string home = environment("HOME"); !home.empty()) {
    const std::string cache = home + "/.cache/quire";
    fs::create_directories(cache, failed);
    if (!failed && ::access(cache.c_str(), W_OK) == 0) return cache;
  }
  return (fs::temp_directory_path() / ("quire-" + std::to_string(geteuid()))).string();
}

std::string require_path(const fs::path& path, const char* what) {
  if (!fs::exists(path))
    throw std::runtime_error(path.string() + " is missing: " + what +
                             "; reinstall Quire, or build it with tools/build");
  return fs::canonical(path).string();
}

/// An installation has its own folder that leads to `quire/`: if /usr/include itself were
/// searched first, Clang would no longer find the C headers that the C++ headers include next.
fs::path include_dir_for(const fs::path& bin, const fs::path& libraries) {
  const fs::path own = libraries / "quire" / "include";
  return fs::exists(own) ? own : bin.parent_path() / "include";
}

/// The installation's library folder, relative to its programs; in a build tree the two are siblings.
fs::path library_dir_for(const fs::path& bin) {
  fs::path installed = (bin / QUIRE_LIBRARIES_FROM_PROGRAMS).lexically_normal();
  return fs::exists(installed / "libquire.so") ? installed : bin.parent_path() / "lib";
}

/// The arguments of the last job that Clang's driver would run.
std::vector<std::string> driver_job(const Toolchain& toolchain, const std::string& sanitizers,
                                    std::vector<const char*> arguments) {
  const std::string resource_dir = "-resource-dir=" + toolchain.resource_dir;
  arguments.insert(arguments.begin(), {"clang++", "-std=c++20", "-fPIC", resource_dir.c_str()});
#ifdef QUIRE_GCC_INSTALL_DIR
  // Otherwise the driver takes the newest g++ on the machine, even without its headers.
  if (fs::exists(QUIRE_GCC_INSTALL_DIR)) arguments.push_back("--gcc-install-dir=" QUIRE_GCC_INSTALL_DIR);
#endif
  if (!sanitizers.empty()) arguments.push_back(sanitizers.c_str());
  clang::DiagnosticsEngine diagnostics(new clang::DiagnosticIDs, new clang::DiagnosticOptions,
                                       new clang::IgnoringDiagConsumer);
  clang::driver::Driver driver(QUIRE_CLANG_PATH, llvm::sys::getDefaultTargetTriple(), diagnostics);
  driver.setCheckInputsExist(false);
  const std::unique_ptr<clang::driver::Compilation> compilation(driver.BuildCompilation(arguments));
  if (!compilation || compilation->getJobs().empty())
    throw std::runtime_error("Clang's driver produced no compiler command; is libstdc++-12-dev installed?");
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

/// Clang's option for the sanitizers, or empty.
std::string sanitize_option(const ToolchainOptions& options) {
  std::string list;
#ifdef QUIRE_PAGE_SANITIZER
  list = QUIRE_PAGE_SANITIZER;
#endif
  for (const std::string& name : options.sanitizers) list += (list.empty() ? "" : ",") + name;
  return list.empty() ? list : "-fsanitize=" + list;
}

void add_flavour(const ToolchainOptions& options, std::vector<const char*>& wanted) {
  if (options.assertions) wanted.push_back("-D_GLIBCXX_ASSERTIONS");
  // With DWARF 5 the compiler would hash each file that it names.
  if (options.debug_info != DebugDetail::kNone) wanted.insert(wanted.end(), {"-gdwarf-4", "-gcolumn-info"});
  // Only the line table, without data for debuggers.
  if (options.debug_info == DebugDetail::kLines) wanted.push_back("-gline-directives-only");
  // Types of the standard library are also described in the page's own library.
  if (options.debug_info == DebugDetail::kFull) wanted.push_back("-fstandalone-debug");
  // A report ends the current request. Type checks need run-time type information of the
  // libraries, which are built without these checks.
  if (!options.sanitizers.empty())
    wanted.insert(wanted.end(), {"-fno-sanitize-recover=all", "-fno-sanitize=vptr,function"});
}

std::vector<std::string> compile_arguments(const Toolchain& toolchain, const std::vector<std::string>& flags) {
  std::vector<const char*> wanted = {
      "-c", "-O0", "-fstack-clash-protection", "-fvisibility=hidden", "-fvisibility-inlines-hidden", "-Wall",
      // For required attributes of C++ tags.
      "-Wmissing-designated-field-initializers", "-ferror-limit=100", "-ftemplate-backtrace-limit=0",
      "-Wno-unused-parameter", "-isystem", toolchain.include_dir.c_str()};
  add_flavour(toolchain.options, wanted);
  for (const std::string& flag : flags) wanted.push_back(flag.c_str());
  wanted.push_back("unit.cpp");
  std::vector<std::string> arguments = driver_job(toolchain, sanitize_option(toolchain.options), wanted);
  if (!arguments.empty() && arguments.front() == "-cc1") arguments.erase(arguments.begin());
  // The process compiles repeatedly, so memory of a compilation must be freed.
  std::erase(arguments, "-disable-free");
  arguments.pop_back();
  erase_pair(arguments, "-o");
  erase_pair(arguments, "-main-file-name");
  for (const char* of_folder : {"-fdebug-compilation-dir=", "-fcoverage-compilation-dir="})
    std::erase_if(arguments, [&](const std::string& argument) { return argument.starts_with(of_folder); });
  return arguments;
}

std::vector<std::string> link_arguments(const Toolchain& toolchain) {
  const std::string sanitizers = sanitize_option(toolchain.options);
  std::vector<const char*> wanted = {"-shared", "-fuse-ld=lld", "-Wl,-z,now", "-Wl,-z,defs", "-Wl,--threads=1"};
  // The symbols of a sanitizer come from the program that loads the page.
  if (!sanitizers.empty()) wanted.push_back("-Wl,--warn-unresolved-symbols");
  wanted.insert(wanted.end(), {kLinkInput, toolchain.library.c_str(), "-o", kLinkOutput});
  return driver_job(toolchain, sanitizers, wanted);
}

}  // namespace

ToolchainOptions production_toolchain(std::string cache_dir) {
  return {std::move(cache_dir), /*assertions=*/true, DebugDetail::kNone, {}, {}, {}};
}

ToolchainOptions development_toolchain(std::string cache_dir) {
  return {std::move(cache_dir), /*assertions=*/true, DebugDetail::kLines, {}, {}, {}};
}

Toolchain find_toolchain(const ToolchainOptions& options) {
  const fs::path bin = fs::read_symlink("/proc/self/exe").parent_path();
  const fs::path libraries = library_dir_for(bin);
  Toolchain toolchain;
  toolchain.options = options;
  toolchain.include_dir = require_path(include_dir_for(bin, libraries), "pages include <quire/page.h> from it");
  toolchain.library = require_path(libraries / "libquire.so", "pages are linked against it");
  toolchain.resource_dir =
      require_path(QUIRE_CLANG_RESOURCE_DIR, "Clang's own headers (package libclang-common-19-dev)");
  toolchain.cache_dir = options.cache_dir.empty() ? default_cache_dir() : options.cache_dir;
  toolchain.debug_info = options.debug_info;
  toolchain.has_sanitizers = !sanitize_option(options).empty();
  toolchain.compile_arguments = compile_arguments(toolchain, {});
  toolchain.link_arguments = link_arguments(toolchain);
  std::string text = clang::getClangFullVersion() + QUIRE_ABI_STAMP;
  for (const auto& argument : toolchain.compile_arguments) text += '\n' + argument;
  for (const auto& argument : toolchain.link_arguments) text += '\n' + argument;
  toolchain.fingerprint = content_hash(text);
  return toolchain;
}

std::vector<std::string> arguments_with(const Toolchain& toolchain, const std::vector<std::string>& flags) {
  std::vector<std::string> all = toolchain.compile_flags;
  all.insert(all.end(), flags.begin(), flags.end());
  return compile_arguments(toolchain, all);
}

std::vector<std::string> library_folders(const Toolchain& toolchain) {
  std::vector<std::string> folders;
  for (const std::string& argument : toolchain.link_arguments) {
    boost::system::error_code error;
    const fs::path folder = argument.starts_with("-L") ? fs::canonical(argument.substr(2), error) : fs::path();
    if (!folder.empty() && std::ranges::find(folders, folder.string()) == folders.end())
      folders.push_back(folder.string());
  }
  return folders;
}

}  // namespace quire::compiler
