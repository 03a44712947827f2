#ifndef QUIRE_RUNTIME_PROTOCOL_DOCUMENT_KIND_H_
#define QUIRE_RUNTIME_PROTOCOL_DOCUMENT_KIND_H_

#include <string_view>

namespace quire {

/// What a page's output is, which decides how values are escaped in it.
enum class DocumentKind : unsigned char { kHtml, kXml, kJavaScript, kJson, kCss, kText };

/// By the media type, such as `text/html;charset=UTF-8`. A type that is none of these is text.
DocumentKind document_kind(std::string_view content_type);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_DOCUMENT_KIND_H_
