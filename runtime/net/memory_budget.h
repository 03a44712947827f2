#ifndef QUIRE_RUNTIME_NET_MEMORY_BUDGET_H_
#define QUIRE_RUNTIME_NET_MEMORY_BUDGET_H_

#include <atomic>
#include <cstddef>

namespace quire::net {

/// The memory that all connections of a server together may use for requests that are still arriving, and for
/// answers that their clients have not accepted yet. Nothing is reserved: whoever finds the budget spent moves
/// what it keeps to disk, or gives up. May be used from any thread.
class MemoryBudget {
 public:
  /// In octets.
  explicit MemoryBudget(std::size_t limit) : limit_(limit) {}

  std::size_t used() const { return used_.load(std::memory_order_relaxed); }
  bool is_spent() const { return used() > limit_; }

  /// What one connection keeps. Not thread-safe; must not outlive the budget.
  class Share {
   public:
    explicit Share(MemoryBudget& budget) : budget_(budget) {}
    ~Share() { set(0); }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    std::size_t size() const { return size_; }
    void set(std::size_t size) {
      if (size == size_) return;
      // Unsigned numbers wrap around, so this subtracts as well.
      budget_.used_.fetch_add(size - size_, std::memory_order_relaxed);
      size_ = size;
    }

   private:
    MemoryBudget& budget_;
    std::size_t size_ = 0;
  };

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> used_{0};
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_MEMORY_BUDGET_H_
