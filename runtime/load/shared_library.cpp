#include "runtime/load/shared_library.h"

#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <exception>

namespace quire {

Result<SharedLibrary> SharedLibrary::open(const std::string& path) {
  try {
    // Everything is bound now, and nothing of it is offered to other libraries.
    void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) return Error{std::string("cannot load a page's library: ") + ::dlerror()};
    return SharedLibrary(handle);
  } catch (const std::exception& error) {
    return Error{"a static object of " + path + " threw while the library was loaded: " + error.what()};
  } catch (...) {
    return Error{"a static object of " + path + " threw while the library was loaded"};
  }
}

SharedLibrary::SharedLibrary(void* handle) : handle_(handle) {
  link_map* map = nullptr;
  if (::dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0) return;
  begin_ = map->l_addr;
  // Its own headers are the first thing of it in memory.
  const auto* header = reinterpret_cast<const ElfW(Ehdr)*>(map->l_addr);
  const auto* segments = reinterpret_cast<const ElfW(Phdr)*>(map->l_addr + header->e_phoff);
  for (int index = 0; index < header->e_phnum; ++index)
    if (segments[index].p_type == PT_LOAD)
      end_ = std::max<std::uint64_t>(end_, begin_ + segments[index].p_vaddr + segments[index].p_memsz);
}

SharedLibrary::~SharedLibrary() {
  if (handle_ != nullptr) ::dlclose(handle_);
}

const void* SharedLibrary::symbol(const std::string& name) const { return ::dlsym(handle_, name.c_str()); }

std::optional<std::uint64_t> SharedLibrary::offset_of(const void* address) const {
  const auto number = reinterpret_cast<std::uint64_t>(address);
  if (number < begin_ || number >= end_) return std::nullopt;
  return number - begin_;
}

}  // namespace quire
