#include "compiler/link/object_traits.h"

#include <llvm/Object/ELFObjectFile.h>
#include <llvm/Support/MemoryBufferRef.h>

#include <memory>

namespace quire::compiler {

namespace {

using llvm::object::SymbolRef;

bool builds_static_objects(const llvm::object::ObjectFile& file) {
  for (const llvm::object::SectionRef& section : file.sections()) {
    llvm::Expected<llvm::StringRef> name = section.getName();
    if (!name) llvm::consumeError(name.takeError());
    else if (name->starts_with(".init_array") || name->starts_with(".ctors")) return true;
  }
  return false;
}

/// Whether the linker would merge the symbol with one of another object that may be different.
bool may_clash(const SymbolRef& symbol, const std::vector<std::string>& path_hashes) {
  llvm::Expected<std::uint32_t> flags = symbol.getFlags();
  llvm::Expected<llvm::StringRef> name = symbol.getName();
  if (!flags || !name) {
    if (!flags) llvm::consumeError(flags.takeError());
    if (!name) llvm::consumeError(name.takeError());
    return true;
  }
  if ((*flags & SymbolRef::SF_Undefined) != 0 || (*flags & SymbolRef::SF_Global) == 0) return false;
  for (const std::string& hash : path_hashes)
    if (name->contains(hash)) return false;
  // Templates and inline functions from headers are the same in all pages, and so are
  // symbols that the compiler adds; a symbol with a C name may be anything.
  const bool is_shared = name->starts_with("_Z") || name->starts_with("__") || name->starts_with("DW.ref.");
  return (*flags & SymbolRef::SF_Weak) == 0 || !is_shared;
}

}  // namespace

bool needs_own_library(std::string_view object, const std::vector<std::string>& path_hashes) {
  const llvm::MemoryBufferRef bytes(llvm::StringRef(object.data(), object.size()), "page.o");
  llvm::Expected<std::unique_ptr<llvm::object::ObjectFile>> file = llvm::object::ObjectFile::createObjectFile(bytes);
  if (!file) {
    llvm::consumeError(file.takeError());
    return true;
  }
  if (builds_static_objects(**file)) return true;
  for (const SymbolRef& symbol : (*file)->symbols())
    if (may_clash(symbol, path_hashes)) return true;
  return false;
}

}  // namespace quire::compiler
