#ifndef QUIRE_RUNTIME_HTTP_FIELD_LIST_H_
#define QUIRE_RUNTIME_HTTP_FIELD_LIST_H_

#include "runtime/http/strict.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::http {

/// The fields of a response, in the order in which they are sent:
///
///     for (const auto& [name, value] : fields) …
///
/// All names and values are in one text, so that a list costs two allocations, or none with a
/// memory resource that has room. Views of names and values are valid until the list is changed.
/// A copy uses the default memory resource; a list that was moved keeps its own. Not thread-safe.
class FieldList {
 public:
  FieldList() = default;
  /// `memory` must outlive the list.
  explicit FieldList(std::pmr::memory_resource* memory) : text_(memory), entries_(memory) {}
  FieldList(std::initializer_list<FieldView> fields) {
    for (const FieldView& field : fields) add(field.name, field.value);
  }

  void add(std::string_view name, std::string_view value);
  /// Adds the field, in place of all others with that name, ignoring case.
  void set(std::string_view name, std::string_view value);
  /// The value of the first field with that name, ignoring case.
  std::optional<std::string_view> find(std::string_view name) const;
  /// Removes the fields for which `is_removed(FieldView)` returns true.
  template <typename Predicate>
  void erase_if(Predicate is_removed) {
    std::erase_if(entries_, [&](const Entry& entry) { return is_removed(view(entry)); });
  }

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  FieldView operator[](std::size_t index) const { return view(entries_[index]); }

  class Iterator {
   public:
    Iterator(const FieldList& list, std::size_t index) : list_(&list), index_(index) {}
    FieldView operator*() const { return (*list_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const FieldList* list_;
    std::size_t index_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, entries_.size()}; }

 private:
  /// Where a field is in the text: its name, then its value.
  struct Entry {
    std::size_t begin;
    std::size_t name_size;
    std::size_t value_size;
  };
  FieldView view(const Entry& entry) const {
    const std::string_view text(text_);
    return {text.substr(entry.begin, entry.name_size), text.substr(entry.begin + entry.name_size, entry.value_size)};
  }

  std::pmr::string text_;
  std::pmr::vector<Entry> entries_;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_FIELD_LIST_H_
