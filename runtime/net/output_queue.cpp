#include "runtime/net/output_queue.h"

#include "runtime/base/file.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <type_traits>
#include <utility>

namespace quire::net {
namespace {

constexpr std::size_t kLarge = kCopied;
constexpr std::size_t kKeptMemory = 64 * 1024;
constexpr std::size_t kPiecesPerSend = 16;
constexpr std::uint64_t kFileAtOnce = 2 * 1024 * 1024;

/// A file that vanishes with its descriptor.
int open_unnamed(const std::string& folder) { return ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600); }

}  // namespace

std::string& OutputQueue::tail() {
  // A piece that grows forever would also keep what was already sent.
  auto* last = pieces_.empty() ? nullptr : std::get_if<std::string>(&pieces_.back());
  if (last == nullptr || last->size() >= kLarge) last = &std::get<std::string>(pieces_.emplace_back());
  last_is_spill_ = false;
  return *last;
}

void OutputQueue::append(Body&& body) {
  std::visit(
      [this]<typename T>(T&& one) {
        if constexpr (std::is_same_v<T, std::vector<BodyPiece>>)
          for (BodyPiece& piece : one) append_piece(std::move(piece));
        else append_piece(std::forward<T>(one));
      },
      std::move(body));
}

void OutputQueue::append_piece(BodyPiece&& piece) {
  const std::uint64_t size = size_of(piece);
  if (size == 0) return;
  if (size < kLarge && !std::holds_alternative<FilePart>(piece)) {
    tail() += memory_of(piece);
    return;
  }
  pieces_.push_back(std::move(piece));
  last_is_spill_ = false;
}

bool OutputQueue::spill(std::string_view bytes, const std::string& folder, std::uint64_t limit) {
  if (!last_is_spill_) {
    Descriptor file(open_unnamed(folder));
    if (!file) return false;
    pieces_.emplace_back(FilePart{std::make_shared<const Descriptor>(std::move(file)), 0, 0});
    last_is_spill_ = true;
  }
  FilePart& part = std::get<FilePart>(pieces_.back());
  const std::uint64_t end = part.offset + part.size;
  if (end + bytes.size() > limit) return false;
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t count =
        ::pwrite(part.file->get(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(end + done));
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  part.size += bytes.size();
  return true;
}

bool OutputQueue::empty() const {
  return std::all_of(pieces_.begin() + static_cast<std::ptrdiff_t>(first_), pieces_.end(),
                     [](const BodyPiece& piece) { return size_of(piece) == 0; });
}

std::size_t OutputQueue::own_memory() const {
  std::size_t total = 0;
  for (std::size_t i = first_; i < pieces_.size(); ++i)
    if (const auto* own = std::get_if<std::string>(&pieces_[i])) total += own->capacity();
  return total;
}

bool OutputQueue::release_memory(const std::string& folder) {
  drop(0);
  Descriptor opened(open_unnamed(folder));
  if (!opened) return false;
  const auto file = std::make_shared<const Descriptor>(std::move(opened));
  std::uint64_t end = 0;
  for (std::size_t i = first_; i < pieces_.size(); ++i) {
    if (!std::holds_alternative<std::string>(pieces_[i])) continue;
    const std::string_view rest = memory_of(pieces_[i]).substr(i == first_ ? offset_ : 0);
    if (!write_all(file->get(), rest)) return false;
    const std::uint64_t size = rest.size();
    pieces_[i] = FilePart{file, end, size};
    if (i == first_) offset_ = 0;
    end += size;
  }
  last_is_spill_ = false;
  return true;
}

std::uint64_t OutputQueue::size() const {
  std::uint64_t total = 0;
  for (std::size_t i = first_; i < pieces_.size(); ++i) total += size_of(pieces_[i]);
  return total - offset_;
}

std::size_t OutputQueue::memory() const {
  std::size_t total = 0;
  for (std::size_t i = first_; i < pieces_.size(); ++i) total += memory_of(pieces_[i]).size();
  return total - offset_;
}

ssize_t OutputQueue::send(int socket) {
  drop(0);
  auto* const part = std::get_if<FilePart>(&pieces_[first_]);
  if (part == nullptr) return send_memory(socket);
  const ssize_t sent = send_file(socket, *part);
  drop(0);
  return sent;
}

ssize_t OutputQueue::send_memory(int socket) {
  std::array<iovec, kPiecesPerSend> vectors;
  std::size_t count = 0;
  std::size_t next = first_;
  for (; next < pieces_.size() && count < vectors.size(); ++next) {
    if (std::holds_alternative<FilePart>(pieces_[next])) break;
    const std::string_view bytes = memory_of(pieces_[next]).substr(next == first_ ? offset_ : 0);
    vectors[count++] = {const_cast<char*>(bytes.data()), bytes.size()};
  }
  // The head of a response and the beginning of a file then share a segment.
  const int flags = MSG_NOSIGNAL | MSG_DONTWAIT | (next < pieces_.size() ? MSG_MORE : 0);
  ssize_t sent = 0;
  if (count == 1) {
    sent = ::send(socket, vectors[0].iov_base, vectors[0].iov_len, flags);
  } else {
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = count;
    sent = ::sendmsg(socket, &message, flags);
  }
  if (sent > 0) drop(static_cast<std::size_t>(sent));
  return sent;
}

ssize_t OutputQueue::send_file(int socket, FilePart& part) {
  auto offset = static_cast<off_t>(part.offset);
  const auto size = static_cast<std::size_t>(std::min(part.size, kFileAtOnce));
  const ssize_t sent = ::sendfile(socket, part.file->get(), &offset, size);
  if (sent == 0) {
    errno = ENODATA;
    return -1;
  }
  if (sent > 0) {
    part.offset += static_cast<std::uint64_t>(sent);
    part.size -= static_cast<std::uint64_t>(sent);
  }
  return sent;
}

void OutputQueue::drop(std::size_t sent) {
  offset_ += sent;
  while (first_ < pieces_.size() && offset_ >= size_of(pieces_[first_])) {
    offset_ -= static_cast<std::size_t>(size_of(pieces_[first_]));
    // Closes a file, frees the space of a temporary one, and lets go of shared octets.
    if (!std::holds_alternative<std::string>(pieces_[first_])) pieces_[first_] = std::string_view();
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
  auto* kept = pieces_.empty() ? nullptr : std::get_if<std::string>(&pieces_[0]);
  if (kept == nullptr) {
    pieces_.clear();
  } else {
    kept->clear();
    if (kept->capacity() > kKeptMemory) kept->shrink_to_fit();
  }
  first_ = offset_ = 0;
  last_is_spill_ = false;
}

}  // namespace quire::net
