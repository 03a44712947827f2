#ifndef QUIRE_RUNTIME_API_FORM_FIELD_IDS_H_
#define QUIRE_RUNTIME_API_FORM_FIELD_IDS_H_

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace quire::form {

/// The ids that the forms of a page have, each of them once. Exists as long as the page runs.
class PageIds {
 public:
  /// Returns false if the page has it already.
  bool claim(std::string_view id) { return taken_.emplace(id).second; }
  /// `wanted`, or `wanted-2` and so on if the page has that already.
  std::string take(const std::string& wanted);

 private:
  std::set<std::string, std::less<>> taken_;
  std::map<std::string, unsigned, std::less<>> used_;
};

/// How the id of a field is made.
enum class IdKind : unsigned char {
  /// From the path.
  kPlain,
  /// Of a field among several for one path: followed by a number, from 1.
  kNumbered,
  /// As `kPlain`, but nothing that labels can be for.
  kHidden,
};

/// The ids of a form's fields, by their paths, and which of them labels are for:
///
///     ids.label("name", IdKind::kPlain)    // name
///     ids.field("name", IdKind::kPlain)    // name
///     ids.field("tags", IdKind::kNumbered) // tags1
///     ids.label("tags", IdKind::kNumbered) // tags1
///     ids.label("tags", IdKind::kNumbered) // tags2, which is that of the next field
class FieldIds {
 public:
  explicit FieldIds(PageIds& page) : page_(page) {}

  std::string field(std::string_view path, IdKind kind);
  /// A field that has an id from the page itself.
  void note(std::string_view path, std::string_view id);
  /// The field before the label, if no label is for it, or else the next one.
  std::string label(std::string_view path, IdKind kind);
  /// A field that has a label beside it, which needs no other.
  void note_label(std::string_view path, std::string_view id);
  /// What describes the errors of the fields with that path.
  std::string errors(std::string_view path) { return of(path).base + ".errors"; }
  /// An id for another element of the page.
  std::string take(const std::string& wanted) { return page_.take(wanted); }

 private:
  struct PathIds {
    /// Not that of another path.
    std::string base;
    bool has_base = false;
    unsigned number = 0;
    /// Of the last field, if no label is for it.
    std::string unlabelled;
    /// Of the next field, which a label is for already.
    std::string promised;
  };
  PathIds& of(std::string_view path);
  std::string next(PathIds& ids, IdKind kind);

  PageIds& page_;
  std::map<std::string, PathIds, std::less<>> paths_;
};

}  // namespace quire::form

#endif  // QUIRE_RUNTIME_API_FORM_FIELD_IDS_H_
