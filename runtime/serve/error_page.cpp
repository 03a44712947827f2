#include "runtime/serve/error_page.h"

#include "runtime/http/status.h"

#include <quire/print.h>
#include <quire/writer.h>

namespace quire {

std::string plain_error_page(int status, std::string_view text, std::string_view request_id) {
  Writer out;
  out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>") << status;
  out.raw(" ").escape_html(http::reason_phrase(status)).raw("</title></head>\n<body>\n<h1>") << status;
  out.raw(" ").escape_html(http::reason_phrase(status)).raw("</h1>\n");
  if (!text.empty()) out.raw("<p>").escape_html(text).raw("</p>\n");
  if (!request_id.empty()) out.raw("<p><small>Request ").escape_html(request_id).raw("</small></p>\n");
  out.raw("</body>\n</html>\n");
  return std::string(out.text());
}

}  // namespace quire
