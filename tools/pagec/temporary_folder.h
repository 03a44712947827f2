#ifndef QUIRE_TOOLS_PAGEC_TEMPORARY_FOLDER_H_
#define QUIRE_TOOLS_PAGEC_TEMPORARY_FOLDER_H_

#include <boost/filesystem.hpp>

#include <string>

namespace quire::pagec {

/// A temporary folder, removed with its contents by the destructor.
class TemporaryFolder {
 public:
  /// Throws `boost::filesystem::filesystem_error` if it cannot be created.
  TemporaryFolder()
      : path_(boost::filesystem::temp_directory_path() / boost::filesystem::unique_path("pagec-%%%%%%%%%%%%")) {
    boost::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    boost::system::error_code error;
    boost::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string path() const { return path_.string(); }

 private:
  boost::filesystem::path path_;
};

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_TEMPORARY_FOLDER_H_
