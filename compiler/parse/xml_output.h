#ifndef QUIRE_COMPILER_PARSE_XML_OUTPUT_H_
#define QUIRE_COMPILER_PARSE_XML_OUTPUT_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"

#include <map>
#include <string>
#include <vector>

namespace quire::compiler {

/// What `<page:output>` asks for: an XML declaration and a document type at the start of
/// the output (Jakarta Server Pages 4.0, 5.16).
class XmlOutput {
 public:
  /// Takes the attributes of one action; a page may have several that agree.
  void add(Span action, const std::vector<Attribute>& attributes, Sink& sink);
  /// The text before the page's own output. `declares` tells whether it includes an XML
  /// declaration when no action decides.
  std::string text(bool declares) const;

 private:
  void check_doctype(Span action, Sink& sink);
  const std::string* find(const std::string& name) const;

  std::map<std::string, Attribute> given_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_XML_OUTPUT_H_
