#ifndef QUIRE_FORM_ERRORS_H_
#define QUIRE_FORM_ERRORS_H_

#include <quire/page_context.h>
#include <quire/value.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

/// What is wrong with a form: for each path of a field, messages for the visitor, in the order in which they were
/// added; and the texts that were rejected, which the fields show again.
///
///     errors.add("name", "Please enter a name.");
///     errors.add("", "Nothing has been ordered.");   // the form as a whole
///     <form:form model="${user}" errors="${errors}">
///     ${errors.name}                                  // a list, or null
class QUIRE_API FormErrors {
 public:
  // As a map, which expressions read.
  using key_type = std::string;
  using mapped_type = std::vector<std::string>;
  using value_type = std::pair<key_type, mapped_type>;
  using const_iterator = std::vector<value_type>::const_iterator;

  FormErrors();
  ~FormErrors();
  FormErrors(const FormErrors& other);
  FormErrors(FormErrors&& other) noexcept;
  FormErrors& operator=(const FormErrors& other);
  FormErrors& operator=(FormErrors&& other) noexcept;

  void add(std::string_view path, std::string_view message);
  /// The same for a field that keeps its value: its tag shows `texts` instead.
  void reject(std::string_view path, const std::vector<std::string_view>& texts, std::string_view message);

  bool empty() const { return messages_.empty(); }
  /// The number of paths that have errors.
  std::size_t size() const { return messages_.size(); }
  const_iterator begin() const { return messages_.begin(); }
  const_iterator end() const { return messages_.end(); }
  const_iterator find(std::string_view path) const;

  /// For an attribute: a map from paths to lists of text. Its entry `_rejected` is a map from paths to lists
  /// of rejected text; absent if there is none.
  Value value() const;
  /// For expressions.
  friend const Value& value(PageContext& context, const FormErrors& errors) { return errors.kept(context); }

 private:
  const Value& kept(PageContext& context) const;

  std::vector<value_type> messages_;
  std::vector<value_type> rejected_;
};

}  // namespace quire

#endif  // QUIRE_FORM_ERRORS_H_
