#ifndef QUIRE_TOOLS_PAGEC_GENERATE_SITE_UNIT_H_
#define QUIRE_TOOLS_PAGEC_GENERATE_SITE_UNIT_H_

#include "tools/pagec/generate/static_files.h"

#include <string>
#include <vector>

namespace quire::pagec {

/// A site as constant data in a program: the contents of a `quire::EmbeddedSite`.
struct SiteUnit {
  /// A C++ identifier: the site is `sites::name`.
  std::string name;
  /// Paths of its pages, sorted.
  std::vector<std::string> pages;
  /// Sorted by path.
  std::vector<StaticFile> files;
  /// The text of web.toml; empty for none.
  std::string settings;
};

/// The bytes of all files and their encodings, concatenated.
std::string blob_of(const SiteUnit& site);
/// C++ that defines the site and includes the bytes in the file `blob_path`.
std::string code_of(const SiteUnit& site, const std::string& blob_path);
/// C++ that declares the site.
std::string header_of(const SiteUnit& site);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_GENERATE_SITE_UNIT_H_
