#ifndef QUIRE_COMPILER_MAKE_SITE_SOURCE_H_
#define QUIRE_COMPILER_MAKE_SITE_SOURCE_H_

#include "compiler/clang/toolchain.h"
#include "runtime/protocol/build_order.h"
#include "runtime/protocol/file_stamp.h"
#include "runtime/protocol/reported_diagnostic.h"

#include <boost/describe/class.hpp>

#include <string>
#include <vector>

namespace quire::compiler {

/// The result of compiling one source file.
struct CompiledSource {
  bool ok = false;
  /// The source file and the headers that it includes.
  std::vector<FileStamp> files;
  /// Files that were looked for but do not exist.
  std::vector<std::string> missing;
  /// Errors and warnings.
  std::vector<ReportedDiagnostic> diagnostics;
};
BOOST_DESCRIBE_STRUCT(CompiledSource, (), (ok, files, missing, diagnostics))

/// Compiles a source file in this process (see `compile_unit`) and writes the object to the path
/// `object`; if that is empty, only checks for errors.
CompiledSource compile_source(const Toolchain& toolchain, const BuildOrder& order, const std::string& source,
                              const std::string& object);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_SITE_SOURCE_H_
