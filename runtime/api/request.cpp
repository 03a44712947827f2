#include <quire/request.h>

#include "runtime/api/el/accepted_language.h"
#include "runtime/api/format/locale_name.h"

namespace quire {

std::string Request::locale() const {
  const auto languages = el::accepted_languages(header("Accept-Language"));
  return languages.empty() ? std::string() : format::locale_name(languages.front());
}

}  // namespace quire
