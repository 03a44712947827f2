#ifndef QUIRE_RUNTIME_APP_OPEN_BENEATH_H_
#define QUIRE_RUNTIME_APP_OPEN_BENEATH_H_

#include "runtime/base/descriptor.h"

#include <string>

namespace quire {

/// Opens a folder to look up files beneath it. It stays that folder, even if it is renamed or another
/// one takes its place. Returns none, with `errno` set, if that fails.
Descriptor open_root(const std::string& path);

/// Opens the file at `path`, a canonical path relative to the folder `root`, without following any
/// symbolic link and without leaving the folder, whatever others rename meanwhile. `flags` are those of
/// open(2). Returns none, with `errno` set, if that fails: `ELOOP` if there is a link on the way.
Descriptor open_beneath(int root, const std::string& path, int flags);
/// The same, folder by folder, for kernels and containers without openat2(2).
Descriptor open_step_by_step(int root, const std::string& path, int flags);

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_OPEN_BENEATH_H_
