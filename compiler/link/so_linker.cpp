#include "compiler/link/so_linker.h"

#include "compiler/link/library_file.h"
#include "runtime/base/descriptor.h"

#include <fcntl.h>
#include <lld/Common/Driver.h>
#include <llvm/Demangle/Demangle.h>
#include <llvm/Support/raw_ostream.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

LLD_HAS_DRIVER(elf)

namespace quire::compiler {

namespace {

/// Static objects of pages are initialized and destroyed by Quire's page loader, not by the dynamic
/// loader, which does not let exceptions through and holds its lock meanwhile. Their initializers are
/// therefore in a section that only the page loader knows; the handle is that of their destructors.
constexpr std::string_view kInitializers =
    "SECTIONS { quire_init : {\n"
    "  quire_init_begin = .;\n"
    "  KEEP(*(SORT_BY_INIT_PRIORITY(.init_array.*)))\n"
    "  KEEP(*(.init_array))\n"
    "  quire_init_end = .;\n"
    "} } INSERT AFTER .dynamic;\n"
    "quire_dso_handle = __dso_handle;\n";

/// A file in memory that lld can open by path.
class MemoryFile {
 public:
  explicit MemoryFile(const char* name) : file_(::memfd_create(name, MFD_CLOEXEC)) {
    if (!file_) throw std::runtime_error(std::string("cannot create a file in memory: ") + std::strerror(errno));
  }

  int descriptor() const { return file_.get(); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_.get()); }
  void write(std::string_view bytes) {
    if (!write_all(file_.get(), bytes))
      throw std::runtime_error(std::string("cannot write a file in memory: ") + std::strerror(errno));
  }
  std::string read() const {
    std::string bytes;
    const off_t size = ::lseek(file_.get(), 0, SEEK_END);
    ::lseek(file_.get(), 0, SEEK_SET);
    if (size < 0 || !read_to_end(file_.get(), bytes, static_cast<std::size_t>(size)))
      throw std::runtime_error(std::string("cannot read a file in memory: ") + std::strerror(errno));
    return bytes;
  }

 private:
  Descriptor file_;
};

/// Replaces standard output with a file during its lifetime.
class StandardOutput {
 public:
  explicit StandardOutput(int file) : saved_(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)) {
    ::dup2(file, STDOUT_FILENO);
  }
  ~StandardOutput() {
    llvm::outs().flush();
    ::dup2(saved_.get(), STDOUT_FILENO);
  }
  StandardOutput(const StandardOutput&) = delete;
  StandardOutput& operator=(const StandardOutput&) = delete;

 private:
  const Descriptor saved_;
};

constexpr std::string_view kUndefined = "undefined symbol: ";
constexpr std::string_view kError = "error: ";
constexpr std::string_view kWarning = "warning: ";

/// Whether the symbol is in a sanitizer's runtime, in the process that loads the page.
bool is_of_sanitizer(std::string_view symbol) {
  constexpr std::string_view kPrefixes[] = {"__asan_", "__ubsan_", "__tsan_", "__sanitizer_"};
  return std::ranges::any_of(kPrefixes, [&](std::string_view prefix) { return symbol.starts_with(prefix); });
}

/// `duplicate symbol: f(int)` for `duplicate symbol: _Z1fi`.
std::string with_demangled_end(std::string_view text) {
  const std::size_t word = text.rfind(' ') + 1;
  return std::string(text.substr(0, word)) + llvm::demangle(text.substr(word));
}

void read_words(std::string_view words, LinkResult& result) {
  while (!words.empty()) {
    const std::size_t end = words.find('\n');
    const std::string_view line = words.substr(0, end);
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
    // `>>> referenced by …` and similar lines explain the preceding one.
    if (line.starts_with(">>>")) continue;
    if (const std::size_t warning = line.find(kWarning); warning != std::string_view::npos) {
      const std::string_view text = line.substr(warning + kWarning.size());
      if (text.starts_with(kUndefined) && !is_of_sanitizer(text.substr(kUndefined.size())))
        result.undefined_symbols.emplace_back(text.substr(kUndefined.size()));
      continue;
    }
    const std::size_t error = line.find(kError);
    if (error == std::string_view::npos) continue;
    const std::string_view text = line.substr(error + kError.size());
    if (text.starts_with(kUndefined)) result.undefined_symbols.emplace_back(text.substr(kUndefined.size()));
    else result.errors.push_back(with_demangled_end(text));
  }
}

/// Replaces the names with demangled ones, and finds the libraries that define them.
void explain_undefined(const Toolchain& toolchain, LinkResult& result) {
  if (result.undefined_symbols.empty()) return;
  // An object of many pages is linked again for each of them.
  static std::map<std::vector<std::string>, std::map<std::string, std::string>> known;
  const auto [at, is_new] = known.try_emplace(result.undefined_symbols);
  if (is_new) at->second = find_definitions(result.undefined_symbols, library_folders(toolchain));
  for (std::string& symbol : result.undefined_symbols) {
    const auto library = at->second.find(symbol);
    symbol = llvm::demangle(symbol);
    if (library != at->second.end()) result.defined_elsewhere.emplace(symbol, library->second);
  }
}

/// Runs lld with `inputs` in place of the toolchain's input.
LinkResult run_lld(const Toolchain& toolchain, const std::vector<std::string>& inputs) {
  // Writes to standard output, which is in memory: lld would crash on a full disk.
  const MemoryFile output("library.so");
  std::vector<const char*> arguments = {"ld.lld", "--no-demangle"};
  for (const std::string& argument : toolchain.link_arguments) {
    if (argument == kLinkInput)
      for (const std::string& input : inputs) arguments.push_back(input.c_str());
    else if (argument == kLinkOutput) arguments.push_back("-");
    else arguments.push_back(argument.c_str());
  }
  std::string words;
  llvm::raw_string_ostream stream(words);
  const lld::Result linked = [&] {
    const StandardOutput into(output.descriptor());
    return lld::lldMain(arguments, stream, stream, {{lld::Gnu, &lld::elf::link}});
  }();
  LinkResult result;
  read_words(words, result);
  explain_undefined(toolchain, result);
  // With a sanitizer, lld only warns about them.
  result.ok = linked.retCode == 0 && result.undefined_symbols.empty();
  if (result.ok) result.library = output.read();
  if (!result.ok && result.undefined_symbols.empty() && result.errors.empty())
    result.errors.push_back("the linker failed without a message");
  return result;
}

/// The site's shared libraries, as far as they are needed.
void add_libraries(const Toolchain& toolchain, std::vector<std::string>& inputs) {
  if (toolchain.libraries.empty()) return;
  inputs.emplace_back("--as-needed");
  inputs.insert(inputs.end(), toolchain.libraries.begin(), toolchain.libraries.end());
  inputs.emplace_back("--no-as-needed");
}

}  // namespace

LinkResult link_library(const Toolchain& toolchain, std::string_view object, const UsedLibrary& site,
                        const std::vector<std::string>& libraries) {
  MemoryFile input("page.o");
  input.write(object);
  return link_pages(toolchain, {input.path()}, site, libraries);
}

LinkResult link_pages(const Toolchain& toolchain, const std::vector<std::string>& objects, const UsedLibrary& site,
                      const std::vector<std::string>& libraries) {
  MemoryFile script("page.ld");
  script.write(kInitializers);
  std::vector<std::string> inputs = objects;
  inputs.push_back(script.path());
  if (!site.path.empty())
    inputs.insert(inputs.end(), {"-rpath", site.search_path, "--as-needed", site.path, "--no-as-needed"});
  inputs.insert(inputs.end(), libraries.begin(), libraries.end());
  add_libraries(toolchain, inputs);
  return run_lld(toolchain, inputs);
}

LinkResult link_objects(const Toolchain& toolchain, const std::vector<std::string>& objects, const std::string& name) {
  std::vector<std::string> inputs = {"-soname", name};
  inputs.insert(inputs.end(), objects.begin(), objects.end());
  if (!toolchain.archives.empty()) {
    inputs.emplace_back("--whole-archive");
    inputs.insert(inputs.end(), toolchain.archives.begin(), toolchain.archives.end());
    inputs.emplace_back("--no-whole-archive");
  }
  add_libraries(toolchain, inputs);
  return run_lld(toolchain, inputs);
}

}  // namespace quire::compiler
