#include "runtime/load/shared_library.h"

#include "runtime/load/contained_call.h"

#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace quire {

namespace {

/// Where `so_linker` puts the initializers of static objects.
constexpr const char* kInitializersBegin = "quire_init_begin";
constexpr const char* kInitializersEnd = "quire_init_end";
/// For the destructors of a library's static objects.
constexpr std::chrono::seconds kUnloadTime{10};

}  // namespace

struct SharedLibrary::Started {
  enum class State : unsigned char { kNew, kStarting, kStarted, kGivenUp };

  std::mutex state_mutex;
  std::condition_variable changed;
  State state = State::kNew;

  void set(State now) {
    const std::lock_guard lock(state_mutex);
    state = now;
    changed.notify_all();
  }

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

/// The libraries to unload, in the order in which they lost their last owner. Destructors may
/// stop the thread that calls them, which holds the loader's lock then: whatever follows stays
/// loaded.
struct SharedLibrary::Unloading {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::pair<std::string, void*>> libraries;
  bool is_running = false;
  bool is_stopped = false;

  static Unloading& instance() {
    static auto* const unloading = new Unloading;
    return *unloading;
  }

  void add(std::string path, void* handle) {
    const std::lock_guard lock(mutex);
    libraries.emplace_back(std::move(path), handle);
    if (std::exchange(is_running, true)) return;
    std::thread([this] { run(); }).detach();
  }

  void run() {
    std::unique_lock lock(mutex);
    while (!libraries.empty() && !is_stopped) {
      const auto [path, handle] = libraries.front();
      libraries.erase(libraries.begin());
      lock.unlock();
      const bool ended = unload(path, handle);
      lock.lock();
      is_stopped = !ended;
    }
    is_running = false;
    changed.notify_all();
  }

  static bool unload(const std::string& path, void* handle) {
    const auto code = [path, handle]() -> std::string {
      const std::lock_guard loading(Started::mutex());
      ::dlclose(handle);
      if (void* still = ::dlopen(path.c_str(), RTLD_LAZY | RTLD_NOLOAD)) ::dlclose(still);
      else Started::all().erase(handle);
      return {};
    };
    return run_contained({code, kUnloadTime, describe_fault,
                          "a destructor of a static object failed while its page was being unloaded: "})
        .empty();
  }
};

bool SharedLibrary::finish_unloading(std::chrono::milliseconds limit) {
  Unloading& unloading = Unloading::instance();
  std::unique_lock lock(unloading.mutex);
  return unloading.changed.wait_for(lock, limit, [&] { return !unloading.is_running; }) && !unloading.is_stopped;
}

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
  if (handle_ != nullptr) Unloading::instance().add(std::move(path_), handle_);
}

void SharedLibrary::start() const {
  using State = Started::State;
  {
    std::unique_lock lock(started_->state_mutex);
    started_->changed.wait(lock, [&] { return started_->state != State::kStarting; });
    if (started_->state == State::kStarted) return;
    if (started_->state == State::kGivenUp)
      throw std::runtime_error("the constructor of a static object of this library has failed before");
    started_->state = State::kStarting;
  }
  try {
    // As the loader would call them, but without the program's arguments.
    using Initializer = void (*)(int, char**, char**);
    const auto* next = static_cast<const Initializer*>(symbol(kInitializersBegin));
    const auto* end = static_cast<const Initializer*>(symbol(kInitializersEnd));
    for (; next != end; ++next) (*next)(0, nullptr, nullptr);
  } catch (...) {
    started_->set(State::kNew);
    throw;
  }
  started_->set(State::kStarted);
}

bool SharedLibrary::is_started() const {
  const std::lock_guard lock(started_->state_mutex);
  return started_->state == Started::State::kStarted;
}

void SharedLibrary::give_up_start() const { started_->set(Started::State::kGivenUp); }

const void* SharedLibrary::symbol(const std::string& name) const { return ::dlsym(handle_, name.c_str()); }

std::optional<std::uint64_t> SharedLibrary::offset_of(const void* address) const {
  const auto number = reinterpret_cast<std::uint64_t>(address);
  if (number < begin_ || number >= end_) return std::nullopt;
  return number - begin_;
}

}  // namespace quire
