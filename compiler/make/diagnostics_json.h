#ifndef QUIRE_COMPILER_MAKE_DIAGNOSTICS_JSON_H_
#define QUIRE_COMPILER_MAKE_DIAGNOSTICS_JSON_H_

#include "compiler/translate.h"

#include <boost/json/array.hpp>

namespace quire::compiler {

/// All that a translation reported, as in `diag/json.h`, each with `rendered`,
/// its text for a terminal.
boost::json::array diagnostics_to_json(const Translation& translation, bool colour);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_DIAGNOSTICS_JSON_H_
