#ifndef QUIRE_COMPILER_PROCESS_FORK_EACH_H_
#define QUIRE_COMPILER_PROCESS_FORK_EACH_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace quire::compiler {

/// Runs `work(0)` to `work(count - 1)`, each in a child of its own, as many at
/// a time as there are cores, and returns what they returned. Of a child that
/// died, an empty text. Children end with this process.
std::vector<std::string> fork_each(std::size_t count, const std::function<std::string(std::size_t)>& work);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PROCESS_FORK_EACH_H_
