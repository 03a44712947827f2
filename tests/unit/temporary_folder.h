#ifndef QUIRE_TESTS_UNIT_TEMPORARY_FOLDER_H_
#define QUIRE_TESTS_UNIT_TEMPORARY_FOLDER_H_

#include <boost/filesystem.hpp>

#include <fstream>
#include <string>
#include <string_view>

namespace quire {

/// A folder of a test's own, removed with all that it holds when it goes.
class TemporaryFolder {
 public:
  TemporaryFolder()
      : path_(boost::filesystem::canonical(boost::filesystem::temp_directory_path()) /
              boost::filesystem::unique_path("quire-%%%%%%%%")) {
    boost::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    boost::system::error_code ignored;
    boost::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  /// The folder, or what stands in it under `name`, by whole path.
  std::string path(const std::string& name = {}) const {
    return name.empty() ? path_.string() : (path_ / name).string();
  }
  /// Writes a file, making its folders, and returns its path.
  std::string write(const std::string& name, std::string_view bytes = {}) const {
    boost::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }

 private:
  boost::filesystem::path path_;
};

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_TEMPORARY_FOLDER_H_
