#include "tools/pagec/build/manifest.h"

#include "runtime/base/content_hash.h"
#include "runtime/protocol/manifest.h"
#include "runtime/protocol/page_record.h"

#include <quire/abi_stamp.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

OutputFile output_of(std::string name, std::string bytes) {
  OutputFile file{std::move(name), {}, std::move(bytes), {}};
  file.identity = content_hash(file.bytes);
  return file;
}

/// The record to install, with the path of the library relative to the record's folder.
OutputFile record_of(const compiler::BuiltPage& page) {
  Result<PageRecord> record = read_page_record(page.record);
  if (!record) throw std::runtime_error(record.error().sentence);
  const auto depth = std::count(page.page.begin(), page.page.end(), '/') - 1;
  for (auto level = depth; level > 0; --level) record->library += "../";
  record->library += "lib/" + page.library;
  return output_of(std::string(kBuiltFolder) + page.page + ".record", to_bytes(*record));
}

Manifest::Page describe(const compiler::BuiltPage& page, const OutputFile& record, const std::string& root) {
  Manifest::Page described{page.page, page.page.substr(1) + ".record", record.identity, "lib/" + page.library};
  for (const FileStamp& stamp : page.dependencies)
    described.dependencies.push_back({fs::path(stamp.path).lexically_relative(root).string(), stamp.hash});
  return described;
}

}  // namespace

std::vector<OutputFile> built_files(const compiler::BuiltSite& built, const std::string& root,
                                    Optimization optimization) {
  std::vector<OutputFile> files;
  Manifest manifest;
  manifest.quire = QUIRE_VERSION;
  manifest.abi = kAbiStamp;
  manifest.optimization = optimization == Optimization::kFull ? "-O2" : "-O0";
  for (const compiler::BuiltFile& library : built.libraries) {
    files.push_back({std::string(kBuiltFolder) + "/lib/" + library.name, library.path, {}, library.hash});
    manifest.libraries.push_back({"lib/" + library.name, library.size, library.hash});
  }
  for (const compiler::BuiltPage& page : built.pages) {
    if (page.page.starts_with("/manifest.json/"))
      throw std::runtime_error("a folder that contains pages cannot be named /manifest.json; rename it");
    files.push_back(record_of(page));
    manifest.pages.push_back(describe(page, files.back(), root));
  }
  files.push_back(output_of(kManifest, to_text(manifest)));
  return files;
}

}  // namespace quire::pagec
