#include "runtime/base/file.h"
#include "tools/cli/text.h"
#include "tools/paged/base_files.h"
#include "tools/paged/commands.h"

#include <boost/filesystem.hpp>

#include <cstdio>
#include <string_view>

namespace quire::paged {

namespace {

namespace fs = boost::filesystem;

/// Those that no file of a new base folder is in.
constexpr std::string_view kEmptyFolders[] = {"lib", "logs", "temp", "work"};

}  // namespace

int make_base(const NewBaseOptions& options) try {
  const fs::path folder(options.folder);
  const fs::file_status status = fs::status(folder);
  if (fs::exists(status) && !fs::is_directory(status))
    throw UsageError(options.folder + " is a file; specify a new folder");
  if (fs::exists(status) && !fs::is_empty(folder))
    throw UsageError(options.folder + " is not empty; specify an empty or a new folder");
  for (const std::string_view name : kEmptyFolders) fs::create_directories(folder / std::string(name));
  // What is in these is for the server alone.
  for (const char* name : {"logs", "temp", "work"}) fs::permissions(folder / name, static_cast<fs::perms>(0750));
  for (const BaseFile& file : kBaseFiles) {
    const fs::path path = folder / std::string(file.path);
    fs::create_directories(path.parent_path());
    write_file(path.string(), file.content);
  }
  const std::string name = cli::shell_quoted(options.folder);
  std::printf(
      "Created a base folder in %s. Its settings are in conf/server.toml, with their defaults.\n\n"
      "  paged run --base %s          serves webapps/ on http://localhost:8080\n"
      "  paged configtest --base %s   checks the settings\n",
      options.folder.c_str(), name.c_str(), name.c_str());
  return 0;
} catch (const fs::filesystem_error& error) {
  throw std::runtime_error("cannot create " + error.path1().string() + ": " + error.code().message());
}

}  // namespace quire::paged
