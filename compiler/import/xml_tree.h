#ifndef QUIRE_COMPILER_IMPORT_XML_TREE_H_
#define QUIRE_COMPILER_IMPORT_XML_TREE_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// An element of an XML document that holds data, such as web.xml. Names are without prefixes.
struct XmlTree {
  std::string name;
  /// Its name in the opening tag.
  Span place;
  std::map<std::string, std::string, std::less<>> attributes = {};
  /// Its own text, without white space around it.
  std::string text = {};
  std::vector<XmlTree> children = {};

  /// The text of the first child with that name; empty if there is none.
  std::string_view text_of(std::string_view child) const;
};

/// An XML file in UTF-8, whatever encoding it declares, with blanks in place of its XML declaration.
SourceFile read_xml_file(const std::string& name, std::string bytes);

/// Reads a document and returns its root element. What is not well-formed, declared entities, and
/// elements nested too deeply are reported to `sink`; after an error the result is nullopt.
/// Linear in time and memory.
std::optional<XmlTree> read_xml_tree(FileId file, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_XML_TREE_H_
