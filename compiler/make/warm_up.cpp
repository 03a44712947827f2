#include "compiler/make/warm_up.h"

#include "compiler/clang/clang_frontend.h"
#include "compiler/link/so_linker.h"
#include "compiler/make/prelude.h"

namespace quire::compiler {

void warm_up(const Toolchain& toolchain) try {
  Translation translation = translate_text("<% int n = 1; %><%= n %>", "/warm-up.page");
  const Prelude prelude = find_prelude(toolchain, PreludeKind::kThin);
  const CompiledUnit unit =
      compile_unit(toolchain, {"/warm-up.page.cpp", prelude.path, {}, Optimization::kNone, false}, translation);
  link_library(toolchain, unit.object);
} catch (const std::exception&) {
  // The job will fail in the same way and report it.
}

}  // namespace quire::compiler
