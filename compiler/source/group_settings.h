#ifndef QUIRE_COMPILER_SOURCE_GROUP_SETTINGS_H_
#define QUIRE_COMPILER_SOURCE_GROUP_SETTINGS_H_

#include "compiler/source/source_file.h"
#include "runtime/protocol/web_toml.h"

namespace quire::compiler {

/// The settings for one page from the groups in web.toml.
struct GroupSettings : WebSettings::Group {
  /// web.toml.
  FileId file = 0;
};

inline Span span_of(WebSettings::Place place, FileId file) { return {file, place.begin, place.end}; }

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SOURCE_GROUP_SETTINGS_H_
