#ifndef QUIRE_TOOLS_PAGEC_GENERATE_SITE_UNIT_H_
#define QUIRE_TOOLS_PAGEC_GENERATE_SITE_UNIT_H_

#include "tools/pagec/generate/static_files.h"

#include <string>
#include <vector>

namespace quire::pagec {

/// A site as constant data of a program: what `quire::EmbeddedSite` holds.
struct SiteUnit {
  /// An identifier: the site is `sites::name`.
  std::string name;
  /// Paths of its pages, in order.
  std::vector<std::string> pages;
  /// In the order of their paths.
  std::vector<StaticFile> files;
  /// The text of web.toml; empty for none.
  std::string settings;
};

/// The bytes of all files and their encodings, one after the other.
std::string blob_of(const SiteUnit& site);
/// C++ that defines the site and takes the bytes in from the file `blob_path`.
std::string code_of(const SiteUnit& site, const std::string& blob_path);
/// C++ that declares it.
std::string header_of(const SiteUnit& site);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_GENERATE_SITE_UNIT_H_
