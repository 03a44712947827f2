#ifndef QUIRE_RUNTIME_API_FORM_FORM_STATE_H_
#define QUIRE_RUNTIME_API_FORM_FORM_STATE_H_

#include "runtime/api/form/field_ids.h"
#include "runtime/api/form/start_tag.h"

#include <quire/form_path.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quire::form {

/// What the form says about one field. Text that was rejected takes precedence over the value.
struct Field {
  std::string path;
  Value value;
  /// A list of text; null if nothing was rejected.
  Value rejected;
  bool has_errors = false;

  /// For a field with one value.
  std::string text() const;
  /// For one with several.
  std::vector<std::string> texts() const;
  bool has(std::string_view text) const;
  bool is_list() const { return value.kind() == Value::Kind::kList; }
};

/// The form that a page is writing: found by the fields in it, also those in tag files. Exists as long as its `Form`.
class FormState {
 public:
  /// Throws `el::Error` if the page is already writing one.
  FormState(PageContext& context, const FormOptions& options);
  ~FormState();
  FormState(const FormState&) = delete;
  FormState& operator=(const FormState&) = delete;

  /// Throws `el::Error` if the page is not writing one.
  static FormState& of(PageContext& context, std::string_view tag);

  /// Fields that follow are not of this form.
  void end();

  /// Throws `el::Error` if the path is not one, if the model does not have it, or if it does not lead to such a value.
  Field field(PageContext& context, const el::Argument& path, PathEnd end) const;
  /// The messages for a path: empty for those of the form as a whole, `*` for all. Among all, those of a field whose
  /// text was rejected begin with its path, unless they name it.
  std::vector<std::string> messages(std::string_view path) const;
  FieldIds& ids() { return ids_; }
  /// Sets what all fields have: the name, the id, which it returns, and what describes its errors.
  std::string set_field(StartTag& tag, const Field& field, IdKind kind);
  /// Writes the hidden field which tells that there were boxes for that path, unless it was written before.
  void mark(Writer& out, const std::string& path);

  /// The selection whose options are being written; null if there is none.
  SelectState* select = nullptr;

 private:
  PageContext& page_;
  Value model_;
  /// A map, or null.
  Value errors_;
  FieldIds ids_;
  std::set<std::string> marked_;
};

}  // namespace quire::form

#endif  // QUIRE_RUNTIME_API_FORM_FORM_STATE_H_
