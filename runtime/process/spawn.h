#ifndef QUIRE_RUNTIME_PROCESS_SPAWN_H_
#define QUIRE_RUNTIME_PROCESS_SPAWN_H_

#include <sys/types.h>

#include <string>
#include <vector>

namespace quire {

/// The file to start this program from: the running version, even if another version has
/// been installed at its path since.
std::string own_file();
/// The name of this program for its worker: the absolute path, if it is known.
std::string own_name();
/// The arguments of this process, with its name.
std::vector<std::string> own_arguments();
/// Where to find the next version of this program: the path by which it was started, which may contain links that
/// will lead elsewhere. Call it before there is another version.
std::string own_path();

/// Starts the program in `file`. The first argument is its name; it inherits the given
/// descriptors (-1 for none), and the variables in `environment` replace those of this process. It gets
/// SIGTERM when this process ends, and ignores SIGUSR1 until it handles it. Its standard output and error are `output`,
/// if that is not -1. Returns the process id, or -1 on failure.
pid_t spawn(const std::string& file, const std::vector<std::string>& arguments, const std::vector<int>& inherited,
            const std::vector<std::string>& environment = {}, int output = -1);

/// How a child ended, from the status of waitpid(2): `exit code 1`, or the signal.
std::string describe_end(int status);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SPAWN_H_
