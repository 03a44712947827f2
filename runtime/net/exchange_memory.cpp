#include "runtime/net/exchange_memory.h"

#include <utility>

namespace quire::net {

/// A thread answers one request at a time, so it rarely needs more than one.
std::unique_ptr<ExchangeMemory::Block>& ExchangeMemory::kept() {
  static thread_local std::unique_ptr<Block> block;
  return block;
}

std::pmr::memory_resource& ExchangeMemory::resource() {
  if (!block_) block_ = std::move(kept());
  // Not value-initialised: zeroing it would cost more than everything in it.
  if (!block_) block_.reset(new Block);
  return block_->resource;
}

void ExchangeMemory::release() {
  if (!block_) return;
  block_->resource.release();
  if (std::unique_ptr<Block>& spare = kept()) block_.reset();
  else spare = std::move(block_);
}

}  // namespace quire::net
