#ifndef QUIRE_COMPILER_IMPORT_TAGS_LIBRARIES_H_
#define QUIRE_COMPILER_IMPORT_TAGS_LIBRARIES_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/import/tags/descriptor.h"
#include "compiler/source/source_file.h"

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// A tag library that a site has the descriptor of, and what a page's taglib directive says instead.
struct SiteTagLibrary {
  /// Of the descriptor in the site, without a leading slash.
  std::string path;
  TagLibraryDescriptor descriptor;
  /// The name under which Quire knows the library, such as `jakarta.tags.core`; if empty, one of the next two is given.
  std::string known_uri = {};
  /// If all of its tags are tag files, their folder.
  std::string tagdir = {};
  /// Otherwise: the header in `WEB-INF/src` for which `header_text` is written, and its namespace.
  std::string header = {};
  std::string cpp_namespace = {};

  /// Whether pages need the header.
  bool is_to_be_written() const { return known_uri.empty() && tagdir.empty(); }
  /// `attributes` are those that pages use, as in `ImportNeeds`: tags that take any attribute have these. Those
  /// `in_values` write text.
  std::string header_text(const std::set<std::array<std::string, 3>>& attributes = {},
                          const std::set<std::array<std::string, 2>>& in_values = {}) const;
  /// For example `header="shop_tags.h" namespace="shop_tags"`.
  std::string location() const;
  /// The same as the name of a namespace in XML: `quire-header:shop_tags.h#shop_tags`.
  std::string namespace_name() const;
};

/// The tag libraries of which a site has descriptors in `WEB-INF`, in `META-INF`, or with its Java
/// sources in `src/main/resources/META-INF`; those in JAR files are not read.
class SiteTagLibraries {
 public:
  SiteTagLibraries() = default;
  /// Reads the descriptors in the site's folder; `web_xml` are the bytes of its deployment descriptor, or empty.
  /// Links and more than a thousand descriptors are ignored.
  SiteTagLibraries(const std::string& root, const std::string& web_xml);

  /// The library that a taglib directive names by the path or the URI of its descriptor, or by the name that
  /// web.xml gives it; null if there is none. Valid as long as this object.
  const SiteTagLibrary* find(std::string_view uri) const;

  const std::vector<SiteTagLibrary>& all() const { return libraries_; }
  /// Descriptors that cannot be read.
  const std::vector<SourceSet>& damaged_sources() const { return damaged_sources_; }
  const std::vector<Sink>& damaged_sinks() const { return damaged_sinks_; }

 private:
  void read(const std::string& file, const std::string& name);
  void add(SiteTagLibrary library);
  void read_names(const std::string& web_xml);

  std::vector<SiteTagLibrary> libraries_;
  // The index of each by every name.
  std::map<std::string, std::size_t, std::less<>> names_;
  std::vector<SourceSet> damaged_sources_;
  std::vector<Sink> damaged_sinks_;
};

/// The folders that hold what a site's Java finds on its class path: `WEB-INF/classes` and, in a project of Maven,
/// `src/main/resources`, if they exist. `root` is the site's folder.
std::vector<std::string> class_path_of(const std::string& root);

/// The files in a folder and its subfolders whose names end so, sorted, relative to it; at most `most`.
/// Does not follow links, and skips what cannot be read or is larger than 16 MB.
std::vector<std::string> files_in(const std::string& folder, std::string_view extension, std::size_t most);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_TAGS_LIBRARIES_H_
