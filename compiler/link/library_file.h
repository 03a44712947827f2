#ifndef QUIRE_COMPILER_LINK_LIBRARY_FILE_H_
#define QUIRE_COMPILER_LINK_LIBRARY_FILE_H_

#include <map>
#include <string>
#include <vector>

namespace quire::compiler {

/// The file that the linker takes for `-lname`: `libname.so`, or else `libname.a`, in the first
/// folder that has one; empty if there is none.
std::string find_library(const std::string& name, const std::vector<std::string>& folders);

/// Why a file cannot be linked on this machine: it is no library, or one for another processor.
/// Empty if it can.
std::string library_objection(const std::string& path);

/// The bytes of a shared library without its own name (`DT_SONAME`): the dynamic loader then tells
/// two versions of it apart by the names of their files. Bytes that are not ELF are returned as they
/// are.
std::string without_name(std::string library);

/// Finds the shared libraries in `folders` that define `symbols`, given in the form in which they
/// are stored in files. The result maps each symbol that was found to a name such as `sqlite3`, for
/// `-lsqlite3`.
std::map<std::string, std::string> find_definitions(const std::vector<std::string>& symbols,
                                                    const std::vector<std::string>& folders);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LINK_LIBRARY_FILE_H_
