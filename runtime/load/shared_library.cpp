#include "runtime/load/shared_library.h"

#include "runtime/load/contained_call.h"

#include <cxxabi.h>
#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace quire {

namespace {

/// Where `so_linker` puts the initializers of static objects.
constexpr const char* kInitializersBegin = "quire_init_begin";
constexpr const char* kInitializersEnd = "quire_init_end";
/// See `__cxa_finalize` in the Itanium C++ ABI, section 3.3.6.
constexpr const char* kDestructors = "quire_dso_handle";
/// For constructors of the libraries that a library is linked with.
constexpr std::chrono::seconds kStartTime{30};
/// For the destructors of a library's static objects.
constexpr std::chrono::seconds kUnloadTime{10};
/// Between looks whether a library has been unloaded.
constexpr std::chrono::milliseconds kUnloadPause{1};
constexpr const char* kNoTurn =
    "no page can be loaded any more, because a static object failed while its library was being loaded or unloaded; "
    "another worker takes over soon";

/// Whether the library has `thread_local` objects with destructors. These keep it in memory and may use its other
/// static objects, so only the loader knows when to destroy those.
bool has_thread_objects(const link_map& map) {
  constexpr std::string_view kRegistersDestructor("\0__cxa_thread_atexit\0", 21);
  const char* names = nullptr;
  std::size_t size = 0;
  for (const ElfW(Dyn)* entry = map.l_ld; entry->d_tag != DT_NULL; ++entry) {
    if (entry->d_tag == DT_STRTAB) names = reinterpret_cast<const char*>(entry->d_un.d_ptr);
    if (entry->d_tag == DT_STRSZ) size = entry->d_un.d_val;
  }
  return names != nullptr && std::string_view(names, size).find(kRegistersDestructor) != std::string_view::npos;
}

}  // namespace

struct SharedLibrary::Started {
  enum class State : unsigned char { kNew, kStarting, kStarted, kGivenUp };

  std::mutex state_mutex;
  std::condition_variable changed;
  State state = State::kNew;
  /// Only for who has a `Turn`. Several owners have the same library if it is opened again.
  int owners = 0;
  /// Its static objects are being destroyed.
  bool is_ending = false;

  void set(State now) {
    const std::lock_guard lock(state_mutex);
    state = now;
    changed.notify_all();
  }

  /// For every library in memory, including those without an owner that, for example, a
  /// thread_local object keeps there.
  static std::map<void*, std::shared_ptr<Started>>& all() {
    static auto* const all = new std::map<void*, std::shared_ptr<Started>>;
    return *all;
  }
};

/// Needed to load or unload a library: the loader has one lock for all. Static objects may stop the thread that
/// constructs or destroys them, which holds that lock then: after `give_up`, nobody gets or awaits a turn.
class SharedLibrary::Turn {
 public:
  Turn() {
    State& all = state();
    std::unique_lock lock(all.mutex);
    all.changed.wait(lock, [&] { return !all.is_taken || all.is_given_up; });
    is_mine_ = !all.is_given_up;
    all.is_taken = true;
  }
  ~Turn() {
    if (!is_mine_) return;
    State& all = state();
    const std::lock_guard lock(all.mutex);
    all.is_taken = false;
    all.changed.notify_one();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  explicit operator bool() const { return is_mine_; }

  static void give_up() {
    State& all = state();
    const std::lock_guard lock(all.mutex);
    all.is_given_up = true;
    all.changed.notify_all();
  }
  static bool is_given_up() {
    State& all = state();
    const std::lock_guard lock(all.mutex);
    return all.is_given_up;
  }

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable changed;
    bool is_taken = false;
    bool is_given_up = false;
  };
  static State& state() {
    static auto* const state = new State;
    return *state;
  }

  bool is_mine_ = false;
};

/// The libraries to unload, in the order in which they lost their last owner. One whose destructors were stopped stays
/// loaded.
struct SharedLibrary::Unloading {
  struct Library {
    std::string path;
    void* handle;
    void* destructors;
  };

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<Library> libraries;
  bool is_running = false;
  bool has_failed = false;

  static Unloading& instance() {
    static auto* const unloading = new Unloading;
    return *unloading;
  }

  void add(Library library) {
    const std::lock_guard lock(mutex);
    libraries.push_back(std::move(library));
    if (std::exchange(is_running, true)) return;
    std::thread([this] { run(); }).detach();
  }

  void run() {
    std::unique_lock lock(mutex);
    while (!libraries.empty()) {
      const Library library = std::move(libraries.front());
      libraries.erase(libraries.begin());
      lock.unlock();
      const bool ended = unload(library);
      lock.lock();
      has_failed = has_failed || !ended;
    }
    is_running = false;
    changed.notify_all();
  }

  static bool unload(const Library& library) {
    const std::shared_ptr<Started> started = leave(library.handle);
    if (!started) return false;
    // First without the loader's lock, which a destructor that never returns would keep.
    const auto destroy = [library]() noexcept -> std::string {
      abi::__cxa_finalize(library.destructors);
      return {};
    };
    const auto close = [library, started]() -> std::string {
      const Turn turn;
      if (!turn) return kNoTurn;
      ::dlclose(library.handle);
      started->is_ending = false;
      if (void* still = ::dlopen(library.path.c_str(), RTLD_LAZY | RTLD_NOLOAD)) ::dlclose(still);
      else Started::all().erase(library.handle);
      return {};
    };
    const auto describe_close = [](const Fault& fault) {
      Turn::give_up();
      return describe_fault(fault);
    };
    const std::string prefix = "a destructor of a static object failed while its page was being unloaded: ";
    const bool has_destructors = started->is_ending && library.destructors != nullptr;
    return (!has_destructors || run_contained({destroy, kUnloadTime, describe_fault, prefix}).empty()) &&
           run_contained({close, kUnloadTime, describe_close, prefix}).empty();
  }

  /// An owner less; null if nobody gets a turn.
  static std::shared_ptr<Started> leave(void* handle) {
    const Turn turn;
    if (!turn) return nullptr;
    std::shared_ptr<Started> started = Started::all().at(handle);
    started->is_ending = --started->owners == 0;
    return started;
  }
};

bool SharedLibrary::finish_unloading(std::chrono::milliseconds limit) {
  Unloading& unloading = Unloading::instance();
  std::unique_lock lock(unloading.mutex);
  return unloading.changed.wait_for(lock, limit, [&] { return !unloading.is_running; }) && !unloading.has_failed;
}

SharedLibrary::SharedLibrary(std::string path, void* handle) : path_(std::move(path)), handle_(handle) {
  std::shared_ptr<Started>& known = Started::all()[handle];
  if (!known) known = std::make_shared<Started>();
  started_ = known;
  ++started_->owners;
  link_map* map = nullptr;
  if (::dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0) return;
  begin_ = map->l_addr;
  if (!has_thread_objects(*map)) destructors_ = ::dlsym(handle, kDestructors);
  // A library begins with its ELF header.
  const auto* header = reinterpret_cast<const ElfW(Ehdr)*>(map->l_addr);
  const auto* segments = reinterpret_cast<const ElfW(Phdr)*>(map->l_addr + header->e_phoff);
  for (int index = 0; index < header->e_phnum; ++index)
    if (segments[index].p_type == PT_LOAD)
      end_ = std::max<std::uint64_t>(end_, begin_ + segments[index].p_vaddr + segments[index].p_memsz);
}

Result<SharedLibrary> SharedLibrary::open(const std::string& path) {
  // A new thread would wait for the loader's lock before it runs any code.
  if (Turn::is_given_up()) return Error{kNoTurn};
  const auto opened = std::make_shared<std::optional<Result<SharedLibrary>>>();
  const auto code = [opened, path]() -> std::string {
    for (;; std::this_thread::sleep_for(kUnloadPause)) {
      const Turn turn;
      if (!turn) return kNoTurn;
      // Resolve all symbols now, and do not make them available to other libraries.
      void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
      if (handle == nullptr) return std::string("cannot load a page's library: ") + ::dlerror();
      const auto known = Started::all().find(handle);
      if (known == Started::all().end() || !known->second->is_ending) {
        opened->emplace(SharedLibrary(path, handle));
        return {};
      }
      // The same file is being unloaded.
      ::dlclose(handle);
    }
  };
  const auto describe = [path](const Fault& fault) {
    Turn::give_up();
    return "a library that " + path + " is linked with failed to start: " + describe_fault(fault);
  };
  std::string failure = run_contained({code, kStartTime, describe});
  if (!failure.empty()) return Error{std::move(failure)};
  return std::move(**opened);
}

SharedLibrary::~SharedLibrary() {
  if (handle_ != nullptr) Unloading::instance().add({std::move(path_), handle_, destructors_});
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
    const Initializer* next = nullptr;
    const Initializer* end = nullptr;
    {
      const Turn turn;
      if (!turn) throw std::runtime_error(kNoTurn);
      next = static_cast<const Initializer*>(::dlsym(handle_, kInitializersBegin));
      end = static_cast<const Initializer*>(::dlsym(handle_, kInitializersEnd));
    }
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

const void* SharedLibrary::symbol(const std::string& name) const {
  const Turn turn;
  return turn ? ::dlsym(handle_, name.c_str()) : nullptr;
}

std::optional<std::uint64_t> SharedLibrary::offset_of(const void* address) const {
  const auto number = reinterpret_cast<std::uint64_t>(address);
  if (number < begin_ || number >= end_) return std::nullopt;
  return number - begin_;
}

}  // namespace quire
