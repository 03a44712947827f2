#ifndef QUIRE_RUNTIME_API_FORM_MODEL_PATH_H_
#define QUIRE_RUNTIME_API_FORM_MODEL_PATH_H_

#include <quire/value.h>

#include <string>
#include <string_view>

namespace quire::form {

/// What a path such as `items[0].count` leads to; null if something on the way is null or an empty map, or if a list
/// ends before the index. Throws `el::Error`, with the near name, if there is no such field, or if it is not a path.
/// `what` is what the path starts at, for messages: `the model`.
Value find_field(const Value& model, std::string_view path, std::string_view what);

/// The id of the field: the path without brackets.
std::string id_of(std::string_view path);

}  // namespace quire::form

#endif  // QUIRE_RUNTIME_API_FORM_MODEL_PATH_H_
