// Counts allocations of a program and its children, for tests/bench/run:
//   LD_PRELOAD=liballocation_counter.so QUIRE_ALLOCATIONS=FILE program
// FILE holds 8 octets, the number of calls so far.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

// glibc's functions under names that this library does not replace.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
}

namespace {

std::atomic<std::atomic<std::uint64_t>*> counter{nullptr};

void count() {
  if (auto* const number = counter.load(std::memory_order_relaxed)) number->fetch_add(1, std::memory_order_relaxed);
}

[[gnu::constructor]] void open_counter() {
  const char* const path = std::getenv("QUIRE_ALLOCATIONS");
  const int file = path == nullptr ? -1 : ::open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void* const memory = ::mmap(nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory != MAP_FAILED) counter = static_cast<std::atomic<std::uint64_t>*>(memory);
}

}  // namespace

extern "C" {

[[gnu::visibility("default")]] void* malloc(std::size_t size) {
  count();
  return __libc_malloc(size);
}
[[gnu::visibility("default")]] void* calloc(std::size_t number, std::size_t size) {
  count();
  return __libc_calloc(number, size);
}
[[gnu::visibility("default")]] void* realloc(void* memory, std::size_t size) {
  count();
  return __libc_realloc(memory, size);
}
}
