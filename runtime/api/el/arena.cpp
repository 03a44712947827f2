#include "runtime/api/el/arena.h"

#include <stdexcept>

namespace quire::el {

Arena* Arena::existing(PageContext& context) {
  return context.arena_ != nullptr ? context.arena_ : context.page().own_arena_.get();
}

Arena& Arena::of(PageContext& context) {
  if (context.arena_ != nullptr) return *context.arena_;
  std::shared_ptr<Arena>& arena = context.page().own_arena_;
  if (arena == nullptr) arena = std::make_shared<Arena>();
  context.arena_ = arena.get();
  return *arena;
}

void Arena::finish(PageContext& context) {
  Arena& arena = *context.arena_;
  arena.shrink(arena.floor());
  if (arena.notes_reads()) arena.forget_reads();
  else if (arena.size() == 0) context.arena_ = nullptr;
}

Value* Arena::array(std::size_t size) {
  if (size > kChunk) throw Error("a lambda has more than 64 parameters");
  if (size_ % kChunk + size > kChunk) size_ += kChunk - size_ % kChunk;
  while (chunks_.size() * kChunk < size_ + size) chunks_.push_back(std::make_unique<Value[]>(kChunk));
  Value* first = &slot(size_);
  size_ += size;
  return first;
}

const Value& Arena::keep(Value value) {
  Value& kept = *array(1);
  kept = std::move(value);
  return kept;
}

const Value& Arena::keep(std::unique_ptr<const Object> object) {
  const Value& kept = keep(Value::object(*object));
  objects_.push_back({size_, std::move(object)});
  return kept;
}

void Arena::shrink(std::size_t size) {
  if (size_ <= size) return;
  held = nullptr;
  while (!names_.empty() && names_.back().size > size) names_.pop_back();
  while (!objects_.empty() && objects_.back().size > size) objects_.pop_back();
  while (size_ > size) slot(--size_) = Value();
}

void Arena::name(std::string_view name, const Value& lambda) {
  // If it was evaluated before the floor, it is there as long as the name is.
  names_.push_back({size_, std::string(name), &lambda});
}

const Value* Arena::named(std::string_view name) const {
  for (auto named = names_.rbegin(); named != names_.rend(); ++named)
    if (named->name == name) return named->lambda;
  return nullptr;
}

Scratch::Scratch(PageContext& context) : context_(context), size_(0), floor_(0) {
  Arena* arena = Arena::existing(context);
  if (arena == nullptr) return;
  size_ = arena->size();
  floor_ = arena->floor();
  arena->set_floor(size_);
}

Scratch::~Scratch() {
  Arena* arena = Arena::existing(context_);
  if (arena == nullptr) return;
  arena->shrink(size_);
  arena->set_floor(floor_);
}

const Value& value(PageContext& context, const char* text) {
  return text == nullptr ? detail::null() : detail::keep(context, text);
}

namespace detail {

const Value& keep(PageContext& context, Value value) { return Arena::of(context).keep(std::move(value)); }

void free_scratch(PageContext& context) { Arena::finish(context); }

const Value& null() {
  static const Value kNull{};
  return kNull;
}

}  // namespace detail

}  // namespace quire::el
