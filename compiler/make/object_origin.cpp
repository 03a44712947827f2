#include "compiler/make/object_origin.h"

#include <boost/filesystem.hpp>

#include <algorithm>

namespace quire::compiler {

bool has_same_headers(ObjectOrigin& before) {
  const auto exists = [](const std::string& path) { return boost::filesystem::exists(path); };
  return std::all_of(before.headers.begin(), before.headers.end(), is_unchanged) &&
         std::none_of(before.absent.begin(), before.absent.end(), exists);
}

bool is_same(ObjectOrigin& before, const ObjectOrigin& now) {
  return before.code_hash == now.code_hash && before.settings == now.settings && has_same_headers(before);
}

}  // namespace quire::compiler
