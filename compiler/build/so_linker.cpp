#include "compiler/build/so_linker.h"

#include <lld/Common/Driver.h>
#include <llvm/Support/raw_ostream.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

LLD_HAS_DRIVER(elf)

namespace quire::compiler {

namespace {

/// The object as a file in memory, which lld can open by a path.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(::memfd_create("page.o", MFD_CLOEXEC)) {
    if (descriptor_ < 0) throw std::runtime_error(std::string("cannot make a file in memory: ") + std::strerror(errno));
    while (!bytes.empty()) {
      const ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
      if (put < 0) throw std::runtime_error(std::string("cannot fill a file in memory: ") + std::strerror(errno));
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

constexpr std::string_view kUndefined = "undefined symbol: ";
constexpr std::string_view kError = "error: ";

void read_words(std::string_view words, LinkResult& result) {
  while (!words.empty()) {
    const std::size_t end = words.find('\n');
    const std::string_view line = words.substr(0, end);
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
    const std::size_t error = line.find(kError);
    // `>>> referenced by …` and the like explain the line before.
    if (error == std::string_view::npos || line.starts_with(">>>")) continue;
    std::string_view text = line.substr(error + kError.size());
    if (text.starts_with(kUndefined)) result.undefined_symbols.emplace_back(text.substr(kUndefined.size()));
    else result.errors.emplace_back(text);
  }
}

}  // namespace

LinkResult link_library(const Toolchain& toolchain, std::string_view object, const std::string& output) {
  const MemoryFile input(object);
  const std::string input_path = input.path();
  std::vector<const char*> arguments = {"ld.lld"};
  for (const std::string& argument : toolchain.link_arguments) {
    if (argument == kLinkInput) arguments.push_back(input_path.c_str());
    else if (argument == kLinkOutput) arguments.push_back(output.c_str());
    else arguments.push_back(argument.c_str());
  }
  std::string words;
  llvm::raw_string_ostream stream(words);
  const lld::Result linked = lld::lldMain(arguments, stream, stream, {{lld::Gnu, &lld::elf::link}});
  LinkResult result;
  read_words(words, result);
  result.ok = linked.retCode == 0;
  if (!result.ok && result.undefined_symbols.empty() && result.errors.empty())
    result.errors.push_back("the linker failed without a word");
  return result;
}

}  // namespace quire::compiler
