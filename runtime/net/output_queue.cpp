#include "runtime/net/output_queue.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <array>

namespace quire::net {
namespace {

constexpr std::size_t kLarge = 16 * 1024;
constexpr std::size_t kKeptMemory = 64 * 1024;
constexpr std::size_t kPiecesPerSend = 16;

}  // namespace

std::string& OutputQueue::tail() {
  // A piece that grows forever would also keep what was already sent.
  if (pieces_.empty() || last_is_large_ || pieces_.back().size() >= kLarge) {
    pieces_.emplace_back();
    last_is_large_ = false;
  }
  return pieces_.back();
}

void OutputQueue::append(std::string&& bytes) {
  if (bytes.size() < kLarge) {
    tail() += bytes;
    return;
  }
  pieces_.push_back(std::move(bytes));
  last_is_large_ = true;
}

bool OutputQueue::empty() const { return size() == 0; }

std::size_t OutputQueue::size() const {
  std::size_t total = 0;
  for (std::size_t i = first_; i < pieces_.size(); ++i) total += pieces_[i].size();
  return total - offset_;
}

ssize_t OutputQueue::send(int socket) {
  std::array<iovec, kPiecesPerSend> vectors;
  std::size_t count = 0;
  for (std::size_t i = first_; i < pieces_.size() && count < vectors.size(); ++i) {
    const std::size_t skip = i == first_ ? offset_ : 0;
    vectors[count++] = {pieces_[i].data() + skip, pieces_[i].size() - skip};
  }
  ssize_t sent = 0;
  if (count == 1) {
    sent = ::send(socket, vectors[0].iov_base, vectors[0].iov_len, MSG_NOSIGNAL | MSG_DONTWAIT);
  } else {
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = count;
    sent = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  }
  if (sent > 0) drop(static_cast<std::size_t>(sent));
  return sent;
}

void OutputQueue::drop(std::size_t sent) {
  offset_ += sent;
  while (first_ < pieces_.size() && offset_ >= pieces_[first_].size()) {
    offset_ -= pieces_[first_].size();
    ++first_;
  }
  if (first_ == pieces_.size()) {
    clear();
  } else if (first_ >= kPiecesPerSend) {
    pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
}

void OutputQueue::clear() {
  if (pieces_.size() > 1) pieces_.resize(1);
  if (!pieces_.empty()) {
    pieces_[0].clear();
    if (pieces_[0].capacity() > kKeptMemory) pieces_[0].shrink_to_fit();
  }
  first_ = offset_ = 0;
  last_is_large_ = false;
}

}  // namespace quire::net
