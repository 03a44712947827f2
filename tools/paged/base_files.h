#ifndef QUIRE_TOOLS_PAGED_BASE_FILES_H_
#define QUIRE_TOOLS_PAGED_BASE_FILES_H_

#include <string_view>
#include <vector>

namespace quire::paged {

/// A file of a new base folder, from `base/`, which is compiled into the program.
struct BaseFile {
  std::string_view path;
  std::string_view content;
};

extern const std::vector<BaseFile> kBaseFiles;

}  // namespace quire::paged

#endif  // QUIRE_TOOLS_PAGED_BASE_FILES_H_
