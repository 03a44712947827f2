#ifndef QUIRE_COMPILER_IMPORT_WEB_XML_H_
#define QUIRE_COMPILER_IMPORT_WEB_XML_H_

#include "compiler/import/imported_file.h"
#include "runtime/base/url_pattern.h"
#include "runtime/protocol/web_toml.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {

/// Converts the bytes of a deployment descriptor, `WEB-INF/web.xml` (Servlet 2.2 to 6.0), to
/// `WEB-INF/web.toml`. What has no place there is left in comments, counted and reported. If it
/// is not well-formed, `sink` has errors and the text is empty. `bundle` is that of the site's
/// messages, such as `i18n.messages`, unless the descriptor names one; it may be empty.
ImportedFile import_web_xml(const std::string& bytes, const std::string& bundle = {});

/// The settings of an imported site without a deployment descriptor.
std::string default_web_toml(const std::string& bundle = {});

/// What a web.xml says about JSPs, under the names that they have before they are imported.
struct JspProperties {
  WebSettings settings = {};
  std::vector<std::pair<UrlPattern, std::string>> encodings = {};

  /// The encoding of the JSP at a path such as `/a/x.jsp`; empty if none is set.
  std::string encoding_of(std::string_view path) const;
};

/// Reads the bytes of a web.xml; without any, or after an error, nothing is set.
JspProperties read_jsp_properties(const std::string& bytes);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_WEB_XML_H_
