#include "runtime/api/form/field_ids.h"

#include <utility>

namespace quire::form {

namespace {

/// What the id of the field begins with: the path without brackets and quotes, with `_` for white space.
std::string id_of(std::string_view path) {
  std::string id;
  for (const char c : path) {
    const bool is_blank = static_cast<unsigned char>(c) <= ' ';
    if (std::string_view("[]'\"").find(c) == std::string_view::npos) id += is_blank ? '_' : c;
  }
  return id;
}

}  // namespace

std::string PageIds::take(const std::string& wanted) {
  if (claim(wanted)) return wanted;
  unsigned& number = used_.emplace(wanted, 1).first->second;
  for (;;)
    if (std::string id = wanted + "-" + std::to_string(++number); claim(id)) return id;
}

FieldIds::PathIds& FieldIds::of(std::string_view path) {
  const auto found = paths_.find(path);
  if (found != paths_.end()) return found->second;
  PathIds ids;
  ids.base = page_.take(id_of(path));
  return paths_.emplace(path, std::move(ids)).first->second;
}

std::string FieldIds::next(PathIds& ids, IdKind kind) {
  if (kind != IdKind::kNumbered) return std::exchange(ids.has_base, true) ? page_.take(ids.base) : ids.base;
  for (;;)
    if (std::string id = ids.base + std::to_string(++ids.number); page_.claim(id)) return id;
}

std::string FieldIds::field(std::string_view path, IdKind kind) {
  PathIds& ids = of(path);
  if (kind == IdKind::kHidden) return next(ids, kind);
  if (!ids.promised.empty()) return std::exchange(ids.promised, {});
  return ids.unlabelled = next(ids, kind);
}

void FieldIds::note(std::string_view path, std::string_view id) {
  page_.claim(id);
  PathIds& ids = of(path);
  ids.promised.clear();
  ids.unlabelled = id;
}

void FieldIds::note_label(std::string_view path, std::string_view id) {
  if (PathIds& ids = of(path); ids.unlabelled == id) ids.unlabelled.clear();
}

std::string FieldIds::label(std::string_view path, IdKind kind) {
  PathIds& ids = of(path);
  if (!ids.unlabelled.empty()) return std::exchange(ids.unlabelled, {});
  if (ids.promised.empty()) ids.promised = next(ids, kind);
  return ids.promised;
}

}  // namespace quire::form
