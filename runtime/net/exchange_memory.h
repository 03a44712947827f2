#ifndef QUIRE_RUNTIME_NET_EXCHANGE_MEMORY_H_
#define QUIRE_RUNTIME_NET_EXCHANGE_MEMORY_H_

#include <array>
#include <cstddef>
#include <memory>
#include <memory_resource>

namespace quire::net {

/// Memory for what is needed only while one request is answered. Nothing is freed before the
/// end, when everything is, so allocating costs an addition. The memory itself is reused: each
/// thread keeps some for the next requests, and connections without a request have none.
///
/// Used by one thread at a time. What it holds must be destroyed before it.
class ExchangeMemory {
 public:
  ExchangeMemory() = default;
  ~ExchangeMemory() { release(); }
  ExchangeMemory(const ExchangeMemory&) = delete;
  ExchangeMemory& operator=(const ExchangeMemory&) = delete;

  std::pmr::memory_resource& resource();
  /// Frees everything.
  void release();

 private:
  /// Enough for a page that keeps its own data elsewhere.
  static constexpr std::size_t kFirst = 8 * 1024;
  struct Block {
    alignas(std::max_align_t) std::array<std::byte, kFirst> first;
    std::pmr::monotonic_buffer_resource resource{first.data(), first.size()};
  };
  static std::unique_ptr<Block>& kept();

  std::unique_ptr<Block> block_;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_EXCHANGE_MEMORY_H_
