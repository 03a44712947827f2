#ifndef QUIRE_RUNTIME_BASE_COMMAND_H_
#define QUIRE_RUNTIME_BASE_COMMAND_H_

#include "runtime/base/result.h"

#include <string>
#include <vector>

namespace quire {

/// Runs a program and waits for it. `words` are its path, or its name to search in `$PATH`, and its
/// arguments. What it prints goes to standard error. Returns its exit code, or 128 and the number of
/// the signal that ended it, as a shell does.
Result<int> run_command(const std::vector<std::string>& words);

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_COMMAND_H_
