#ifndef QUIRE_RUNTIME_LOAD_READ_FILE_H_
#define QUIRE_RUNTIME_LOAD_READ_FILE_H_

#include "runtime/http/result.h"

#include <string>

namespace quire {

/// The bytes of a file that was renamed into place whole, and never changes. An
/// error, with its code, for what is missing or no regular file.
Result<std::string> read_file(const std::string& path);

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_READ_FILE_H_
