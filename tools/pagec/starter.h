#ifndef QUIRE_TOOLS_PAGEC_STARTER_H_
#define QUIRE_TOOLS_PAGEC_STARTER_H_

#include <string_view>
#include <vector>

namespace quire::pagec {

/// A file of the starter site in `starter/`, which is compiled into the program.
struct StarterFile {
  std::string_view path;
  std::string_view content;
};

extern const std::vector<StarterFile> kStarterFiles;

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_STARTER_H_
