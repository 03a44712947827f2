#ifndef QUIRE_COMPILER_MAKE_PAGE_BUILDER_H_
#define QUIRE_COMPILER_MAKE_PAGE_BUILDER_H_

#include "compiler/clang/toolchain.h"
#include "compiler/process/forked_child.h"
#include "runtime/protocol/build_answer.h"
#include "runtime/protocol/build_order.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace quire::compiler {

class Rehearsal;

/// Translates, compiles and links one page into the work folder, in this
/// process; an unchanged library is not built again. `rehearsal`, where there is
/// one, makes the compile fast if it fits. Never throws: what the machine refuses
/// is a diagnostic as well.
BuildAnswer build_page(const Toolchain& toolchain, const BuildOrder& order, Rehearsal* rehearsal = nullptr);

/// Builds many pages, `parallel` children of this process at a time, and calls
/// `done` with each page's number and answer, in the order of `orders`. A
/// child that dies is an answer with a diagnostic that says how. Throws
/// `std::runtime_error` when the machine has no process to give.
void build_pages(const Toolchain& toolchain, const std::vector<BuildOrder>& orders, int parallel,
                 const BuildLimits& limits, const std::function<void(std::size_t, const BuildAnswer&)>& done);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_PAGE_BUILDER_H_
