#include "tools/pagec/build/manifest.h"

#include "compiler/clang/file_stamp.h"
#include "compiler/make/page_record.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <quire/abi.h>
#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

/// The version of the manifest's format.
constexpr int kFormat = 1;

/// The record to install, with the path of the library relative to the record's folder.
OutputFile record_of(const compiler::BuiltPage& page) {
  Result<std::string> bytes = read_file(page.record);
  if (!bytes) throw std::runtime_error("cannot read " + page.record);
  const auto depth = static_cast<std::size_t>(std::count(page.page.begin(), page.page.end(), '/')) - 1;
  std::string library;
  for (std::size_t level = 0; level < depth; ++level) library += "../";
  OutputFile record{std::string(kBuiltFolder) + page.page + ".record", {}, {}, {}};
  record.bytes = compiler::with_library(*std::move(bytes), library + "lib/" + page.library);
  record.identity = content_hash(record.bytes);
  return record;
}

json::object describe(const compiler::BuiltPage& page, const OutputFile& record, const std::string& root) {
  json::array dependencies;
  for (const compiler::FileStamp& stamp : page.dependencies)
    dependencies.push_back(
        json::object{{"path", fs::path(stamp.path).lexically_relative(root).string()}, {"hash", stamp.hash}});
  return {{"page", page.page},
          {"record", page.page.substr(1) + ".record"},
          {"hash", record.identity},
          {"library", "lib/" + page.library},
          {"dependencies", std::move(dependencies)}};
}

std::string sealed(const json::object& manifest) {
  std::string text = json::serialize(manifest);
  const std::string seal = content_hash(std::string_view(text).substr(0, text.size() - 1));
  text.pop_back();
  return text + R"(,"seal":")" + seal + "\"}\n";
}

}  // namespace

std::vector<OutputFile> built_files(const compiler::BuiltSite& built, const std::string& root,
                                    compiler::Optimization optimization) {
  std::vector<OutputFile> files;
  json::array libraries;
  for (const compiler::BuiltFile& library : built.libraries) {
    files.push_back({std::string(kBuiltFolder) + "/lib/" + library.name, library.path, {}, library.hash});
    libraries.push_back(json::object{{"file", "lib/" + library.name}, {"size", library.size}, {"hash", library.hash}});
  }
  json::array pages;
  for (const compiler::BuiltPage& page : built.pages) {
    if (page.page.starts_with("/manifest.json/"))
      throw std::runtime_error("a folder that contains pages cannot be named /manifest.json; rename it");
    files.push_back(record_of(page));
    pages.push_back(describe(page, files.back(), root));
  }
  const json::object manifest = {{"format", kFormat},
                                 {"quire", QUIRE_VERSION},
                                 {"abi", kAbiStamp},
                                 {"optimization", optimization == compiler::Optimization::kFull ? "-O2" : "-O0"},
                                 {"libraries", std::move(libraries)},
                                 {"pages", std::move(pages)}};
  OutputFile file{kManifest, {}, sealed(manifest), {}};
  file.identity = content_hash(file.bytes);
  files.push_back(std::move(file));
  return files;
}

}  // namespace quire::pagec
