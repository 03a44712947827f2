#include "runtime/http/body/multipart_form.h"

#include <algorithm>
#include <utility>

namespace quire::http {
namespace {

/// Smaller files stay in memory.
constexpr std::size_t kReleased = 16 * 1024;
constexpr Refusal kTooLarge{413, "the fields of the form are too large"};

}  // namespace

Refusal MultipartForm::begin_part(PartHead head) {
  in_memory_ += head.name.size() + head.content_type.size() + head.file_name.value_or("").size();
  if (in_memory_ > limits_.form) return kTooLarge;
  is_file_ = head.file_name.has_value();
  if (is_file_) {
    files_.push_back({std::move(head), BodyStore(folder_, std::min(limits_.body_memory, file_memory_))});
    return {};
  }
  if (fields_.size() >= limits_.params) return {413, "the form has too many parameters"};
  fields_.emplace_back(std::move(head.name), std::string());
  return {};
}

Refusal MultipartForm::take_part(std::string_view octets) {
  if (is_file_) return files_.back().content.take(octets);
  in_memory_ += octets.size();
  if (in_memory_ > limits_.form) return kTooLarge;
  fields_.back().second += octets;
  return {};
}

std::size_t MultipartForm::memory() const {
  const std::size_t current = files_.empty() ? 0 : files_.back().content.memory();
  return in_memory_ + most_file_memory() - file_memory_ + (is_file_ ? current : 0);
}

void MultipartForm::release_memory() {
  for (File& file : files_) {
    const std::size_t size = file.content.memory();
    // Many small ones would need many descriptors.
    if (size < kReleased) continue;
    file.content.release_memory();
    const bool is_complete = !is_file_ || &file != &files_.back();
    if (!is_complete || !file.content.is_on_disk()) continue;
    file_memory_ += size;
    file.content.end();
  }
}

Refusal MultipartForm::end_part() {
  if (!is_file_) {
    fields_.back().second = decode_lossy_utf8(std::move(fields_.back().second));
    return {};
  }
  is_file_ = false;
  const File& file = files_.back();
  if (file.head.file_name->empty() && file.content.size() == 0) {
    files_.pop_back();
    return {};
  }
  if (!file.content.is_on_disk()) file_memory_ -= static_cast<std::size_t>(file.content.size());
  return files_.back().content.end();
}

}  // namespace quire::http
