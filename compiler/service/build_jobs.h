#ifndef QUIRE_COMPILER_SERVICE_BUILD_JOBS_H_
#define QUIRE_COMPILER_SERVICE_BUILD_JOBS_H_

#include "compiler/clang/toolchain.h"
#include "compiler/make/build_request.h"
#include "compiler/process/forked_child.h"

#include <boost/json/object.hpp>

#include <functional>
#include <vector>

namespace quire::compiler {

/// Builds many pages, `parallel` (at least 1) children at a time, and calls
/// `done` with each page's number and answer, in the order of `requests`. A
/// child that dies is an answer with a diagnostic that says how.
void build_all(const Toolchain& toolchain, const std::vector<BuildRequest>& requests, int parallel,
               const BuildLimits& limits, const std::function<void(std::size_t, boost::json::object)>& done);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SERVICE_BUILD_JOBS_H_
