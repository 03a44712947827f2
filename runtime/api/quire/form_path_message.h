#ifndef QUIRE_FORM_PATH_MESSAGE_H_
#define QUIRE_FORM_PATH_MESSAGE_H_

/// What is wrong with a path, in words, also while a page is compiled; part of `form.h`.

#include <quire/form_path_check.h>

#include <cstddef>
#include <string_view>

namespace quire::detail {

/// Text that is cut at its maximum.
class PathMessage {
 public:
  template <class... Parts>
  explicit constexpr PathMessage(const Parts&... parts) {
    add(parts...);
  }
  template <class... Parts>
  constexpr void add(const Parts&... parts) {
    (append(std::string_view(parts)), ...);
  }
  constexpr const char* data() const { return text_; }
  constexpr std::size_t size() const { return size_; }
  constexpr std::string_view text() const { return {text_, size_}; }

 private:
  static constexpr std::size_t kMax = 1'000;
  constexpr void append(std::string_view part) {
    for (const char c : part)
      if (size_ < kMax) text_[size_++] = c;
  }

  char text_[kMax] = {};
  std::size_t size_ = 0;
};

/// The number of letters to change, add or drop, ignoring case (Levenshtein); 64 if a name
/// has more than 64 bytes.
constexpr std::size_t name_distance(std::string_view a, std::string_view b) {
  constexpr std::size_t kLongest = 64;
  if (a.size() > kLongest || b.size() > kLongest) return kLongest;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  std::size_t row[kLongest + 1] = {};
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      const std::size_t other = (diagonal < row[j] ? diagonal : row[j]) + 1;
      row[j + 1] = replaced < other ? replaced : other;
    }
  }
  return row[b.size()];
}

/// The field that was probably meant; empty if none is near.
constexpr std::string_view near_field(std::string_view name, std::string_view fields) {
  std::string_view nearest;
  std::size_t least = name.size() / 3 + 2;
  if (least > 4) least = 4;
  for (std::size_t index = 0; !field_name(fields, index).empty(); ++index) {
    const std::size_t distance = name_distance(name, field_name(fields, index));
    if (distance >= least || distance >= name.size()) continue;
    least = distance;
    nearest = field_name(fields, index);
  }
  return nearest;
}

/// `what` is what the path starts at: `the model`.
constexpr PathMessage explained(const PathRefusal& refusal, std::string_view path, std::string_view what) {
  const std::string_view first = field_name(refusal.fields, 0);
  switch (refusal.fault) {
    case PathRefusal::Fault::kNone:
      return PathMessage();
    case PathRefusal::Fault::kNotAPath:
      return PathMessage("`", path, "` is not a path; write, for example, `address.street` or `items[0].count`");
    case PathRefusal::Fault::kNoField: {
      PathMessage message(what, " has no field `", refusal.name, "`");
      if (refusal.name != path) message.add(", in the path `", path, "`");
      const std::string_view near = near_field(refusal.name, refusal.fields);
      if (near.empty()) message.add("; the fields are ", refusal.fields);
      else message.add("; did you mean `", near, "`?");
      return message;
    }
    case PathRefusal::Fault::kAfterScalar:
      return PathMessage("the path `", path, "` does not exist in ", what,
                         ": it goes on after a value that has no fields");
    case PathRefusal::Fault::kAfterList:
      return PathMessage("the path `", path, "` does not exist in ", what,
                         ": it goes on after a list, which needs an index such as `[0]`");
    case PathRefusal::Fault::kAfterStruct:
      return PathMessage("the path `", path, "` does not exist in ", what,
                         ": it goes on after a struct, which has no index; its fields are ", refusal.fields);
    case PathRefusal::Fault::kIsStruct:
      return PathMessage("`", path, "` has the fields ", refusal.fields, ": name one, as in path=\"", path, ".", first,
                         "\"");
    case PathRefusal::Fault::kIsList:
      return PathMessage("`", path, "` is a list: name an item, as in path=\"", path,
                         "[0]\", or let the visitor choose, with check boxes or a selection");
    case PathRefusal::Fault::kIsListOfStructs:
      return PathMessage("`", path, "` is a list of structs: name a field of an item, as in path=\"", path, "[0]",
                         first.empty() ? "" : ".", first, "\"");
    case PathRefusal::Fault::kIsMap:
      return PathMessage("`", path, "` is a map: name an entry, as in path=\"", path, "[key]\"");
  }
  return PathMessage();
}

}  // namespace quire::detail

namespace quire::form {

/// A literal as the argument of a template.
template <std::size_t kSize>
struct PathText {
  consteval PathText(const char (&literal)[kSize]) {
    for (std::size_t at = 0; at < kSize; ++at) text[at] = literal[at];
  }
  constexpr std::string_view view() const { return {text, kSize - 1}; }

  char text[kSize] = {};
};

/// A path that must lead to something in a model of that type: checked when the page is compiled.
template <class Model, PathEnd kEnd, PathText kPath,
          bool kIsKnown = quire::detail::refused_path<Model>(quire::detail::FormPath(kPath.view()), kEnd).is_none()>
struct KnownPath {
  static constexpr std::string_view kText = kPath.view();
};
template <class Model, PathEnd kEnd, PathText kPath>
struct KnownPath<Model, kEnd, kPath, false> {
  static constexpr std::string_view kText = kPath.view();
  /// What `pagec` reports.
  static constexpr quire::detail::PathMessage kMessage = explained(
      quire::detail::refused_path<Model>(quire::detail::FormPath(kPath.view()), kEnd), kPath.view(), "the model");
  static_assert(kMessage.size() == 0, "the model does not have what this path leads to, or it is not a single value");
};

}  // namespace quire::form

#endif  // QUIRE_FORM_PATH_MESSAGE_H_
