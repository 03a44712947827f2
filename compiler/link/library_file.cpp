#include "compiler/link/library_file.h"

#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Object/Archive.h>
#include <llvm/Object/ELFObjectFile.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/Triple.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <set>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;
namespace object = llvm::object;

/// Instead of a library, `libc.so` and a few others are texts that name libraries.
bool is_linker_script(llvm::StringRef bytes) {
  return bytes.starts_with("/*") || bytes.contains("INPUT") || bytes.contains("GROUP");
}

/// The first object in a library. The archive, if it is one, is kept alive in `archive`.
std::unique_ptr<object::Binary> first_object(llvm::MemoryBufferRef bytes, std::unique_ptr<object::Archive>& archive) {
  if (!bytes.getBuffer().starts_with("!<")) {
    auto binary = object::createBinary(bytes);
    if (binary) return std::move(*binary);
    llvm::consumeError(binary.takeError());
    return nullptr;
  }
  auto opened = object::Archive::create(bytes);
  if (!opened) {
    llvm::consumeError(opened.takeError());
    return nullptr;
  }
  archive = std::move(*opened);
  llvm::Error error = llvm::Error::success();
  std::unique_ptr<object::Binary> found;
  for (const object::Archive::Child& child : archive->children(error)) {
    auto binary = child.getAsBinary();
    if (binary) found = std::move(*binary);
    else llvm::consumeError(binary.takeError());
    if (found) break;
  }
  llvm::consumeError(std::move(error));
  return found;
}

/// Calls `take` with the name of each symbol that the library defines for others.
template <class Take>
void for_each_definition(const std::string& path, Take take) {
  const auto bytes = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!bytes) return;
  auto file = object::ObjectFile::createELFObjectFile((*bytes)->getMemBufferRef());
  if (!file) return llvm::consumeError(file.takeError());
  for (const object::ELFSymbolRef& symbol : llvm::cast<object::ELFObjectFileBase>(**file).getDynamicSymbolIterators()) {
    llvm::Expected<std::uint32_t> flags = symbol.getFlags();
    llvm::Expected<llvm::StringRef> name = symbol.getName();
    if (flags && name && (*flags & object::SymbolRef::SF_Undefined) == 0) take(*name);
    if (!flags) llvm::consumeError(flags.takeError());
    if (!name) llvm::consumeError(name.takeError());
  }
}

}  // namespace

std::string find_library(const std::string& name, const std::vector<std::string>& folders) {
  for (const std::string& folder : folders)
    for (const char* extension : {".so", ".a"}) {
      std::string path = folder + "/lib" + name + extension;
      if (fs::exists(path)) return path;
    }
  return {};
}

std::string library_objection(const std::string& path) {
  const auto bytes = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!bytes) return "it cannot be read: " + bytes.getError().message();
  std::unique_ptr<object::Archive> archive;
  const std::unique_ptr<object::Binary> binary = first_object((*bytes)->getMemBufferRef(), archive);
  const auto* const file = llvm::dyn_cast_or_null<object::ObjectFile>(binary.get());
  if (file == nullptr)
    return archive != nullptr || is_linker_script((*bytes)->getBuffer()) ? ""
                                                                         : "it is neither a library nor an archive";
  const llvm::Triple machine(llvm::sys::getDefaultTargetTriple());
  if (file->getArch() == machine.getArch()) return {};
  return "it is for " + llvm::Triple::getArchTypeName(file->getArch()).str() + ", and this machine is " +
         llvm::Triple::getArchTypeName(machine.getArch()).str();
}

std::string without_name(std::string library) {
  namespace elf = llvm::ELF;
  const auto at = [&]<class T>(std::size_t offset, T*& found) {
    found = offset + sizeof(T) <= library.size() ? reinterpret_cast<T*>(library.data() + offset) : nullptr;
    return found != nullptr;
  };
  elf::Elf64_Ehdr* file = nullptr;
  if (!at(0, file) || !file->checkMagic() || file->getFileClass() != elf::ELFCLASS64) return library;
  elf::Elf64_Phdr* part = nullptr;
  for (std::size_t number = 0; number < file->e_phnum; ++number) {
    if (!at(file->e_phoff + number * sizeof *part, part) || part->p_type != elf::PT_DYNAMIC) continue;
    elf::Elf64_Dyn* entry = nullptr;
    for (std::size_t offset = 0; offset < part->p_filesz && at(part->p_offset + offset, entry); offset += sizeof *entry)
      // A tag that loaders ignore.
      if (entry->d_tag == elf::DT_SONAME) entry->d_tag = elf::DT_DEBUG;
  }
  return library;
}

std::map<std::string, std::string> find_definitions(const std::vector<std::string>& symbols,
                                                    const std::vector<std::string>& folders) {
  const std::set<std::string, std::less<>> wanted(symbols.begin(), symbols.end());
  std::map<std::string, std::string> found;
  boost::system::error_code error;
  for (const std::string& folder : folders) {
    std::vector<std::string> files;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      if (name.starts_with("lib") && name.ends_with(".so")) files.push_back(name);
    }
    std::ranges::sort(files);
    for (const std::string& file : files)
      for_each_definition(folder + "/" + file, [&](llvm::StringRef symbol) {
        const auto known = wanted.find(std::string_view(symbol));
        if (known != wanted.end()) found.emplace(*known, file.substr(3, file.size() - 6));
      });
  }
  return found;
}

}  // namespace quire::compiler
