#ifndef QUIRE_COMPILER_IMPORT_TAGS_DESCRIPTOR_H_
#define QUIRE_COMPILER_IMPORT_TAGS_DESCRIPTOR_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"

#include <optional>
#include <string>
#include <vector>

namespace quire::compiler {

/// What a tag library descriptor, a `.tld` file, says (Jakarta Server Pages 4.0, Appendix C).
/// Names are as written, and may be anything.
struct TagLibraryDescriptor {
  struct Attribute {
    std::string name;
    /// The Java type; empty if the descriptor does not name one.
    std::string type = {};
    bool is_required = false;
    /// Whether it may be an expression.
    bool takes_values = false;
  };
  struct Tag {
    std::string name;
    std::string java_class = {};
    std::vector<Attribute> attributes = {};
    /// Whether it takes attributes of any name.
    bool is_open = false;
    /// Whether elements may be in it; so it does in a descriptor that says nothing of it.
    bool has_body = true;
    /// Whether pages have it in attributes, scripts or the like, where HTML has no meaning. A descriptor does not say.
    bool is_in_values = false;

    bool writes_text() const { return is_in_values || !has_body; }
  };
  struct TagFile {
    std::string name;
    std::string path;
  };
  struct Function {
    std::string name;
    std::string java_class = {};
    /// For example `java.lang.String join(java.util.List, java.lang.String)`.
    std::string signature = {};
  };

  /// By which pages declare the library; empty if they use the path of the descriptor.
  std::string uri = {};
  std::vector<Tag> tags = {};
  std::vector<TagFile> tag_files = {};
  std::vector<Function> functions = {};
};

/// Reads a descriptor of any version. What is not well-formed is reported to `sink`, and the
/// result is nullopt. Elements without a name are ignored.
std::optional<TagLibraryDescriptor> read_descriptor(FileId file, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_TAGS_DESCRIPTOR_H_
