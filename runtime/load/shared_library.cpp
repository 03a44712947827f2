#include "runtime/load/shared_library.h"

#include "runtime/fault/fault_scope.h"

#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <map>
#include <mutex>

namespace quire {

namespace {

/// Where `so_linker` puts the initializers of static objects.
constexpr const char* kInitializersBegin = "quire_init_begin";
constexpr const char* kInitializersEnd = "quire_init_end";

}  // namespace

struct SharedLibrary::Started {
  std::once_flag once;

  /// Held while libraries are loaded and unloaded.
  static std::mutex& mutex() {
    static auto* const mutex = new std::mutex;
    return *mutex;
  }
  /// For every library in memory, including those without an owner that, for example, a
  /// thread_local object keeps there.
  static std::map<void*, std::shared_ptr<Started>>& all() {
    static auto* const all = new std::map<void*, std::shared_ptr<Started>>;
    return *all;
  }
};

SharedLibrary::SharedLibrary(std::string path, void* handle) : path_(std::move(path)), handle_(handle) {
  std::shared_ptr<Started>& known = Started::all()[handle];
  if (!known) known = std::make_shared<Started>();
  started_ = known;
  link_map* map = nullptr;
  if (::dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0) return;
  begin_ = map->l_addr;
  // A library begins with its ELF header.
  const auto* header = reinterpret_cast<const ElfW(Ehdr)*>(map->l_addr);
  const auto* segments = reinterpret_cast<const ElfW(Phdr)*>(map->l_addr + header->e_phoff);
  for (int index = 0; index < header->e_phnum; ++index)
    if (segments[index].p_type == PT_LOAD)
      end_ = std::max<std::uint64_t>(end_, begin_ + segments[index].p_vaddr + segments[index].p_memsz);
}

Result<SharedLibrary> SharedLibrary::open(const std::string& path) {
  const std::lock_guard lock(Started::mutex());
  // Resolve all symbols now, and do not make them available to other libraries.
  void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return Error{std::string("cannot load a page's library: ") + ::dlerror()};
  return SharedLibrary(path, handle);
}

SharedLibrary::~SharedLibrary() {
  if (handle_ == nullptr) return;
  const std::lock_guard lock(Started::mutex());
  {
    // Destructors of static objects are the page's code.
    const FaultScope scope;
    ::dlclose(handle_);
  }
  if (void* still = ::dlopen(path_.c_str(), RTLD_LAZY | RTLD_NOLOAD)) ::dlclose(still);
  else Started::all().erase(handle_);
}

void SharedLibrary::start() const {
  std::call_once(started_->once, [&] {
    // As the loader would call them, but without the program's arguments.
    using Initializer = void (*)(int, char**, char**);
    const auto* next = static_cast<const Initializer*>(symbol(kInitializersBegin));
    const auto* end = static_cast<const Initializer*>(symbol(kInitializersEnd));
    for (; next != end; ++next) (*next)(0, nullptr, nullptr);
  });
}

const void* SharedLibrary::symbol(const std::string& name) const { return ::dlsym(handle_, name.c_str()); }

std::optional<std::uint64_t> SharedLibrary::offset_of(const void* address) const {
  const auto number = reinterpret_cast<std::uint64_t>(address);
  if (number < begin_ || number >= end_) return std::nullopt;
  return number - begin_;
}

}  // namespace quire
