#ifndef QUIRE_COMPILER_IMPORT_TAGS_FORM_TAG_H_
#define QUIRE_COMPILER_IMPORT_TAGS_FORM_TAG_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// The attributes of `<form:form>` for the model in that attribute of the request, with its errors in another one, as
/// in ` model="${user}" errors="${user_errors}"`; empty if there can be no such attribute.
std::string model_attributes(std::string_view model);

/// Whether an attribute of an HTML element is either there or not, as `disabled`, but has a value in Spring.
bool is_switch(std::string_view attribute);

/// Whether it leads from an object to one of its properties, such as `address.city`.
bool is_path(std::string_view path);

/// Whether it consists of small letters and digits, and is not empty.
bool is_plain_name(std::string_view name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_TAGS_FORM_TAG_H_
