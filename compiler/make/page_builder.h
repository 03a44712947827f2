#ifndef QUIRE_COMPILER_MAKE_PAGE_BUILDER_H_
#define QUIRE_COMPILER_MAKE_PAGE_BUILDER_H_

#include "compiler/make/site_toolchain.h"
#include "compiler/process/forked_child.h"
#include "runtime/protocol/build_answer.h"
#include "runtime/protocol/build_order.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace quire::compiler {

class Rehearsal;

/// Translates, compiles and links one page into the work folder, in this process. A library that is
/// up to date is not built again. `rehearsal`, if not null, speeds up the compile if it fits the
/// page. Never throws: system errors are reported as diagnostics, too.
BuildAnswer build_page(const Toolchain& toolchain, const BuildOrder& order, Rehearsal* rehearsal = nullptr);
/// The same with what the page's site adds, if that is already known.
BuildAnswer build_page(const SiteToolchain& toolchain, const BuildOrder& order, Rehearsal* rehearsal = nullptr);

/// Builds many pages in up to `parallel` child processes at a time, and calls `done` with the index
/// and the answer of each page, in the order of `orders`. If a child dies, the answer has a
/// diagnostic that says how. Throws `std::runtime_error` if no process can be started.
void build_pages(const Toolchain& toolchain, const std::vector<BuildOrder>& orders, int parallel,
                 const BuildLimits& limits, const std::function<void(std::size_t, const BuildAnswer&)>& done);

/// Runs a small build to touch the memory that builds use: the first compile in a process is slow,
/// because each page of LLVM's memory causes a page fault when it is first used.
void warm_up(const Toolchain& toolchain);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_PAGE_BUILDER_H_
