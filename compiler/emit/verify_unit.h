#ifndef QUIRE_COMPILER_EMIT_VERIFY_UNIT_H_
#define QUIRE_COMPILER_EMIT_VERIFY_UNIT_H_

#include "compiler/emit/cpp_unit.h"

namespace quire::compiler {

/// Ends the program (`QUIRE_CHECK`) when a unit, as the emitter has written it,
/// is not what those who compile it and map its places back take for granted.
void verify_unit(const CppUnit& unit, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_VERIFY_UNIT_H_
