#ifndef QUIRE_RUNTIME_NET_BODY_H_
#define QUIRE_RUNTIME_NET_BODY_H_

#include "runtime/base/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace quire::net {

/// A part of an open file, which is sent without being copied into memory. If the file is
/// shorter, the connection is closed where it ends.
struct FilePart {
  std::shared_ptr<const Descriptor> file;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// Octets in memory that many responses send, with what keeps them there.
struct SharedBytes {
  std::shared_ptr<const void> owner;
  std::string_view bytes;
};

/// Shorter bodies are copied when an answer is queued.
inline constexpr std::size_t kCopied = 16 * 1024;

/// A view of `kCopied` octets or more must stay valid until the process ends.
using BodyPiece = std::variant<std::string, std::string_view, SharedBytes, FilePart>;

/// The octets of a response's body: one piece, or several in order.
using Body = std::variant<std::string, std::string_view, SharedBytes, FilePart, std::vector<BodyPiece>>;

/// The octets in memory; empty for a part of a file.
inline std::string_view memory_of(const BodyPiece& piece) {
  if (const auto* bytes = std::get_if<std::string>(&piece)) return *bytes;
  if (const auto* view = std::get_if<std::string_view>(&piece)) return *view;
  if (const auto* shared = std::get_if<SharedBytes>(&piece)) return shared->bytes;
  return {};
}

inline std::uint64_t size_of(const BodyPiece& piece) {
  const auto* part = std::get_if<FilePart>(&piece);
  return part != nullptr ? part->size : memory_of(piece).size();
}

inline std::uint64_t size_of(const Body& body) {
  if (const auto* bytes = std::get_if<std::string>(&body)) return bytes->size();
  if (const auto* view = std::get_if<std::string_view>(&body)) return view->size();
  if (const auto* shared = std::get_if<SharedBytes>(&body)) return shared->bytes.size();
  if (const auto* part = std::get_if<FilePart>(&body)) return part->size;
  std::uint64_t size = 0;
  for (const BodyPiece& piece : std::get<std::vector<BodyPiece>>(body)) size += size_of(piece);
  return size;
}

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_BODY_H_
