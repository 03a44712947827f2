#ifndef QUIRE_COMPILER_PARSE_XML_OUTPUT_H_
#define QUIRE_COMPILER_PARSE_XML_OUTPUT_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"

#include <map>
#include <string>
#include <vector>

namespace quire::compiler {

/// What `<page:output>` says: whether the output begins with an XML
/// declaration, and with which document type (Jakarta Server Pages 4.0, 5.16).
class XmlOutput {
 public:
  /// Takes the attributes of one such action; a page may have several that agree.
  void add(Span action, const std::vector<Attribute>& attributes, Sink& sink);
  /// What goes before the page's own output. `declares` is whether an XML
  /// declaration does, where no action says so.
  std::string text(bool declares) const;

 private:
  void check_doctype(Span action, Sink& sink);
  const std::string* find(const std::string& name) const;

  std::map<std::string, Attribute> given_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_XML_OUTPUT_H_
