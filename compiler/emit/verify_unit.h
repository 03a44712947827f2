#ifndef QUIRE_COMPILER_EMIT_VERIFY_UNIT_H_
#define QUIRE_COMPILER_EMIT_VERIFY_UNIT_H_

#include "compiler/emit/cpp_unit.h"

namespace quire::compiler {

/// Ends the program (`QUIRE_CHECK`) if an emitted unit breaks an invariant that compiling
/// it and mapping its positions back rely on.
void verify_unit(const CppUnit& unit, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_VERIFY_UNIT_H_
