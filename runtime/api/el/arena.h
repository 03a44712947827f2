#ifndef QUIRE_RUNTIME_API_EL_ARENA_H_
#define QUIRE_RUNTIME_API_EL_ARENA_H_

#include "runtime/api/el/object.h"

#include <quire/el_core.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::el {

/// The values and objects that a page's expressions have made, in the order in which they were made. They have
/// stable addresses. Printing frees them, down to a floor: a `Scratch` raises it to what is there, so that what the
/// page prints in the middle of an expression frees nothing that the rest of the expression refers to.
class Arena {
 public:
  /// That of the running page: tag files share it, because what they are called with is in it.
  static Arena& of(PageContext& context);
  /// Null if no expression of the page has needed one.
  static Arena* existing(PageContext& context);
  /// Null if the expressions of the page, or of this tag file, have nothing in it; never while reads are noted.
  static Arena* used(PageContext& context) { return context.arena_; }
  /// After an expression: `used` is not null.
  static void finish(PageContext& context);

  /// An attribute of page scope, not copied; null if there is none.
  static const Value* find_own(PageContext& context, std::string_view name);

  const Value& keep(Value value);
  /// An object, as a value.
  const Value& keep(std::unique_ptr<const Object> object);
  /// Null values, one after the other.
  Value* array(std::size_t size);

  std::size_t size() const { return size_; }
  std::size_t floor() const { return floor_; }
  void set_floor(std::size_t floor) { floor_ = floor; }
  void shrink(std::size_t size);

  /// The lambdas that have names.
  void name(std::string_view name, const Value& lambda);
  /// Null if there is none.
  const Value* named(std::string_view name) const;

  /// For development: keeps what expressions read until they have been printed.
  void note_reads() { notes_reads_ = true; }
  bool notes_reads() const { return notes_reads_; }
  void note_read(std::string_view name, const Value* value);
  using NamedValue = std::pair<std::string, Value>;
  const std::vector<NamedValue>& reads() const { return reads_; }
  void forget_reads() { reads_.clear(); }

  /// The left operand of `?:` or `??`.
  const Value* held = nullptr;

 private:
  static constexpr std::size_t kChunk = 64;
  /// What exists as long as the values that were made before it do.
  struct Owned {
    std::size_t size;
    std::unique_ptr<const Object> object;
  };
  struct Named {
    std::size_t size;
    std::string name;
    const Value* lambda;
  };

  Value& slot(std::size_t index) { return chunks_[index / kChunk][index % kChunk]; }

  std::size_t size_ = 0;
  std::size_t floor_ = 0;
  std::vector<std::unique_ptr<Value[]>> chunks_;
  std::vector<Owned> objects_;
  std::vector<Named> names_;
  bool notes_reads_ = false;
  std::vector<NamedValue> reads_;
};

}  // namespace quire::el

#endif  // QUIRE_RUNTIME_API_EL_ARENA_H_
