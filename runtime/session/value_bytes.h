#ifndef QUIRE_RUNTIME_SESSION_VALUE_BYTES_H_
#define QUIRE_RUNTIME_SESSION_VALUE_BYTES_H_

#include <quire/codec.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace quire {

/// The octets of an attribute's value, about as many as a `ByteWriter` makes of it.
std::size_t octets_of(const Stored& stored);

/// Writes attributes as bytes, for other processes of this machine and this version:
///
///     ByteWriter writer;
///     writer.add(stored);
///     ByteReader(writer.bytes()).stored();  // an equal one
class ByteWriter {
 public:
  ByteWriter() = default;
  /// Begins with one byte that says what follows.
  explicit ByteWriter(char first) : bytes_(1, first) {}
  void add(std::int64_t number);
  void add(std::string_view text);
  void add(const Time& time);
  /// Throws `std::length_error` if values are nested more than a thousand deep.
  void add(const Value& value);
  void add(const Stored& stored);
  const std::string& bytes() const { return bytes_; }
  /// The bytes; the writer is then empty.
  std::string take() { return std::exchange(bytes_, {}); }

 private:
  std::string bytes_;
  /// Of values in values.
  int depth_ = 0;
};

/// Reads what a `ByteWriter` wrote, in the same order. Each member throws `std::runtime_error` if the
/// bytes end early or are not such a thing.
class ByteReader {
 public:
  /// `bytes` must outlive this object.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}
  std::int64_t number();
  /// The view is valid as long as the bytes.
  std::string_view text();
  Time time();
  Value value();
  Stored stored();

 private:
  std::string_view take(std::size_t size);

  std::string_view rest_;
  /// Of values in values.
  int depth_ = 0;
};

/// An attribute as stores keep it in a file or on another machine.
std::string attribute_bytes(const Stored& stored);
/// The inverse; nullopt for a form that only other versions know. Throws like `ByteReader`.
std::optional<Stored> read_attribute(std::string_view bytes);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_VALUE_BYTES_H_
