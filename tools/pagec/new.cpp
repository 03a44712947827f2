#include "runtime/base/file.h"
#include "tools/cli/text.h"
#include "tools/pagec/build/places.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/site.h"
#include "tools/pagec/starter.h"

#include <boost/filesystem.hpp>

#include <cstdio>
#include <stdexcept>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

/// Never touches existing files.
void require_empty(const std::string& folder) {
  boost::system::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_not_found) return;
  if (!fs::is_directory(status)) throw UsageError(folder + " is a file; specify a new folder");
  const bool is_empty = fs::is_empty(folder, error);
  if (error) throw std::runtime_error(folder + ": " + error.message());
  if (!is_empty) throw UsageError(folder + " is not empty; specify an empty or a new folder");
}

}  // namespace

int make_site(const NewOptions& options) {
  require_empty(options.folder);
  const fs::path folder(options.folder);
  for (const StarterFile& file : kStarterFiles) {
    const fs::path path = folder / fs::path(file.path.begin(), file.path.end());
    make_folder(path.parent_path().string());
    write_file(path.string(), file.content);
  }
  const std::string name = cli::shell_quoted(options.folder);
  std::printf(
      "Created a site with %zu files in %s. README.md describes them.\n\n"
      "  paged dev %s     serves it on http://127.0.0.1:8080 while you edit\n"
      "  pagec check %s   reports all errors in all pages\n\n"
      "Start the server, then open index.page in an editor, change a word and save.\n",
      kStarterFiles.size(), options.folder.c_str(), name.c_str(), name.c_str());
  return 0;
}

}  // namespace quire::pagec
