#ifndef QUIRE_TESTS_UNIT_RUNTIME_LOAD_BUILT_FOLDER_H_
#define QUIRE_TESTS_UNIT_RUNTIME_LOAD_BUILT_FOLDER_H_

#include "runtime/base/content_hash.h"
#include "tests/unit/temporary_folder.h"

#include <quire/abi_stamp.h>
#include <boost/json.hpp>

#include <string>

namespace quire {

/// A folder in the form that `pagec build` gives it, whose library is none.
class BuiltFolder {
 public:
  BuiltFolder() {
    add_library("lib/pages-0.so", "no library");
    add_page("/cart/view.page", "cart/view.page.record", "a record");
    add_page("/a.page", "a.page.record", "another");
    write();
  }

  std::string root() const { return folder.path(); }
  void add_library(const std::string& file, const std::string& bytes) {
    folder.write("WEB-INF/quire/" + file, bytes);
    libraries.push_back(boost::json::object{{"file", file}, {"size", bytes.size()}, {"hash", content_hash(bytes)}});
  }
  void add_page(const std::string& page, const std::string& record, const std::string& bytes) {
    folder.write("WEB-INF/quire/" + record, bytes);
    pages.push_back(boost::json::object{{"page", page},
                                        {"record", record},
                                        {"hash", content_hash(bytes)},
                                        {"library", "lib/pages-0.so"},
                                        {"dependencies", boost::json::array()}});
  }
  /// The manifest, sealed.
  void write() {
    boost::json::object manifest = {{"format", format},      {"quire", "0.0.9"},       {"abi", abi},
                                    {"optimization", "-O2"}, {"libraries", libraries}, {"pages", pages}};
    manifest["seal"] = content_hash(boost::json::serialize(manifest));
    write_text(boost::json::serialize(manifest) + "\n");
  }
  void write_text(const std::string& text) { folder.write("WEB-INF/quire/manifest.json", text); }

  TemporaryFolder folder;
  int format = 2;
  std::string abi = kAbiStamp;
  boost::json::array libraries;
  boost::json::array pages;
};

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_LOAD_BUILT_FOLDER_H_
