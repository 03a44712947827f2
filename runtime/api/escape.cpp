#include <quire/writer.h>

#include "runtime/api/escape/byte_set.h"
#include "runtime/api/escape/html_reference.h"

namespace quire {

Writer& Writer::escape_html(std::string_view text) {
  if (!escapes_) return raw(text);
  const char* const end = text.data() + text.size();
  for (const char* run = text.data();;) {
    const char* const special = detail::find_byte<detail::HtmlSpecial>(run, end);
    raw({run, static_cast<std::size_t>(special - run)});
    if (special == end) return *this;
    raw(detail::html_reference(static_cast<unsigned char>(*special)));
    run = special + 1;
  }
}

}  // namespace quire
