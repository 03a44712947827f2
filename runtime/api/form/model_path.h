#ifndef QUIRE_RUNTIME_API_FORM_MODEL_PATH_H_
#define QUIRE_RUNTIME_API_FORM_MODEL_PATH_H_

#include <quire/form_path.h>
#include <quire/value.h>

#include <string>
#include <string_view>

namespace quire::form {

/// What a path such as `items[0].count` leads to; null if something on the way is null or an empty map, if a list
/// ends before the index, or if a map does not have the key in brackets. Throws `el::Error`, with the near name, if
/// there is no such field, or if it is not a path. `what` is what the path starts at, for messages: `the model`.
Value find_field(const Value& model, std::string_view path, std::string_view what);

/// Throws `el::Error` if the value is a map or a list where a tag shows a single one.
void check_end(const Value& value, std::string_view path, PathEnd end);

}  // namespace quire::form

#endif  // QUIRE_RUNTIME_API_FORM_MODEL_PATH_H_
