#ifndef QUIRE_COMPILER_MAKE_PAGE_BUILDER_H_
#define QUIRE_COMPILER_MAKE_PAGE_BUILDER_H_

#include "compiler/clang/toolchain.h"
#include "compiler/make/build_request.h"
#include "compiler/process/forked_child.h"

#include <boost/json/object.hpp>

#include <cstddef>
#include <functional>
#include <vector>

namespace quire::compiler {

class Rehearsal;

/// Translates, compiles and links one page into the work folder, in this
/// process; an unchanged library is not built again. Returns what happened as
/// the object that the compile service answers with:
///
///     ok            whether the page can be served
///     record        the path of its record in the work folder
///     compiled      false when nothing but text changed
///     diagnostics   mistakes and warnings, as in `diag/json.h`, each with
///                   `rendered`, its text for a terminal
///     dependencies  stamps of the files that the page was made of
///     missing       files, and folders with a slash at the end, whose new files make it old
///     milliseconds  per stage
///
/// `rehearsal`, where there is one, makes the compile fast if it fits. Never
/// throws: what the machine refuses is a diagnostic as well.
boost::json::object build_page(const Toolchain& toolchain, const BuildRequest& request, Rehearsal* rehearsal = nullptr);

/// Builds many pages, `parallel` children of this process at a time, and calls
/// `done` with each page's number and answer, in the order of `requests`. A
/// child that dies is an answer with a diagnostic that says how. Throws
/// `std::runtime_error` when the machine has no process to give.
void build_pages(const Toolchain& toolchain, const std::vector<BuildRequest>& requests, int parallel,
                 const BuildLimits& limits, const std::function<void(std::size_t, boost::json::object)>& done);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_PAGE_BUILDER_H_
