#include "compiler/site/file_looks.h"

#include <boost/filesystem.hpp>

namespace quire::compiler {

bool FileLooks::is_unchanged(FileStamp& stamp) {
  const auto [look, is_new] = looks_.try_emplace({stamp.path, stamp.hash});
  if (is_new) {
    look->second.stamp = stamp;
    look->second.is_same = quire::is_unchanged(look->second.stamp);
  }
  // Includes the new times of a file that was only touched.
  if (look->second.is_same) stamp = look->second.stamp;
  return look->second.is_same;
}

bool FileLooks::exists(const std::string& path) {
  const auto [known, is_new] = exists_.try_emplace(path);
  if (is_new) known->second = boost::filesystem::exists(path);
  return known->second;
}

}  // namespace quire::compiler
