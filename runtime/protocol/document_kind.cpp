#include "runtime/protocol/document_kind.h"

#include "runtime/base/ascii.h"

#include <string>

namespace quire {

DocumentKind document_kind(std::string_view content_type) {
  const std::string type = to_lower(content_type.substr(0, content_type.find_first_of("; \t")));
  if (type == "text/html") return DocumentKind::kHtml;
  if (type == "text/css") return DocumentKind::kCss;
  if (type.ends_with("/xml") || type.ends_with("+xml")) return DocumentKind::kXml;
  if (type.ends_with("/javascript") || type.ends_with("/ecmascript") || type == "application/x-javascript")
    return DocumentKind::kJavaScript;
  if (type.ends_with("/json") || type.ends_with("+json")) return DocumentKind::kJson;
  return DocumentKind::kText;
}

}  // namespace quire
