#include <quire/el_reads.h>
#include <quire/print_in.h>

#include "runtime/api/el/arena.h"

#include <algorithm>
#include <string_view>

namespace quire::el {

namespace {

constexpr std::size_t kMaxReads = 20;
constexpr std::size_t kMaxValue = 200;

std::string as_json(const Value& value) {
  if (value.is_null()) return "null";
  Writer out;
  print_in(out, {Part::kJson}, value);
  return std::string(out.text());
}

/// Cut between two characters.
std::string shortened(std::string text) {
  if (text.size() <= kMaxValue) return text;
  std::size_t end = kMaxValue;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

}  // namespace

void Arena::note_read(std::string_view name, const Value* value) {
  const auto same = std::ranges::find(reads_, name, &NamedValue::first);
  if (reads_.size() == kMaxReads || same != reads_.end()) return;
  // Objects cannot be stored; they are shown by what is read of them.
  if (value != nullptr && value->kind() == Value::Kind::kObject) return;
  reads_.emplace_back(name, value == nullptr ? Value() : *value);
}

void note_reads(PageContext& context) { Arena::of(context).note_reads(); }

std::vector<Read> noted_reads(PageContext& context) {
  std::vector<Read> reads;
  const Arena* arena = Arena::existing(context);
  if (arena == nullptr) return reads;
  for (const auto& [name, value] : arena->reads()) reads.push_back({name, shortened(as_json(value))});
  return reads;
}

}  // namespace quire::el
