#ifndef QUIRE_COMPILER_IMPORT_IMPORT_H_
#define QUIRE_COMPILER_IMPORT_IMPORT_H_

#include "compiler/import/imported_file.h"
#include "compiler/import/importer.h"
#include "compiler/import/web_xml.h"
#include "compiler/source/include_resolver.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace quire::compiler {

/// Converts a JSP, a part of one, or a tag file into a page, where both are sure to mean
/// the same; everything else is left in comments that say what to do.
///
///     import_file("<%= request.getMethod() %>", "find.jsp").text;  // <%= request.method() %>
///
/// `bytes` are as stored; `path` is relative to the site, without a leading slash, and its
/// extension determines the kind of file. The result can be translated, apart from features that
/// are not supported yet and files that do not exist; otherwise `sink` has an error.
ImportedFile import_file(const std::string& bytes, std::string_view path, const JspContext& context = {});

/// What the JSPs of a site say about each other: the tag libraries that they declare for the
/// files that they include, and for those that include them; which JSPs there are; and what
/// web.xml says about them.
class JspSite {
 public:
  /// `root` is the folder of the site; reads its web.xml, the descriptors of its tag libraries and its messages.
  explicit JspSite(std::string root, const TagMap& tags = {});
  /// Reads a JSP and what it includes. `path` is as in `import_file`.
  void read(const std::string& path);
  /// The context of a JSP, given the files that have been read. Valid as long as this object.
  JspContext context_of(const std::string& path) const;

  /// The files that JSPs include statically, but whose names are not those of JSPs, such as `head.inc`.
  const std::set<std::string>& parts() const { return parts_; }
  const SiteTagLibraries& libraries() const { return libraries_; }
  const MessageKeys& messages() const { return messages_; }

 private:
  using Edges = std::multimap<std::string, std::string>;
  void add_include(const std::string& page, const std::string& file);
  static std::set<std::string> reached(std::set<std::string> files, const Edges& edges);

  std::string root_;
  IncludeResolver site_;
  TagMap tags_;
  SiteTagLibraries libraries_;
  MessageKeys messages_;
  JspProperties properties_;
  std::map<std::string, TagPrefixes> declared_;
  Edges includes_;
  Edges includers_;
  std::set<std::string> parts_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_IMPORT_H_
