#ifndef QUIRE_COMPILER_CLANG_CLANG_FRONTEND_H_
#define QUIRE_COMPILER_CLANG_CLANG_FRONTEND_H_

#include "compiler/clang/shared_statics.h"
#include "compiler/clang/toolchain.h"
#include "compiler/clang/unknown_name.h"
#include "compiler/translate.h"
#include "runtime/protocol/file_stamp.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Options for compiling one unit.
struct CompileOptions {
  /// The path of the unit's code on disk, which need not exist: Clang reads it from memory.
  std::string unit_path;
  /// A precompiled header, or empty.
  std::string prelude;
  /// Folders for `#include "…"`.
  std::vector<std::string> include_dirs;
  Optimization optimization = Optimization::kNone;
  /// Only check for errors.
  bool check_only = false;
  /// Whether other code that links the unit may use what it defines.
  bool exports = false;
  /// Files in this folder are named relative to it in `__FILE__` and the like; if empty,
  /// all files have full paths.
  std::string site_root = {};
};

struct CompiledUnit {
  /// ELF; empty after errors and with `check_only`.
  std::string object;
  /// The headers that are part of neither the prelude nor the system.
  std::vector<FileStamp> headers;
  /// Static objects in these headers and, with `exports`, in the unit.
  std::vector<SharedStatic> statics;
  bool ok = false;
  /// The names at which there are errors.
  std::vector<UnknownName> unknown_names;
  /// Clang reported something about the rehearsed code, which can be reported only by
  /// compiling from the start.
  bool is_doubtful = false;
  /// The unit depends on its own line numbers, see `line_sensitivity.h`.
  bool asks_own_line = false;
  /// Fields of the structs of C++ tags; see `EmitOptions::tag_fields`.
  std::map<std::string, std::vector<std::string>> tag_fields;
};

/// Initializes LLVM's code generator for this machine. Call it once per process.
void start_llvm();

/// One compilation in this process, which can begin before its unit is known. Not
/// thread-safe: two compilations must not run in one process at the same time. Memory of
/// the compilation is not freed, because the process ends soon.
///
///     UnitCompile compile(toolchain, options);   // the prelude is loaded
///     compile.begin(includes);                   // ahead of time
///     compile.rehearse(last_version, 0);
///     compile.finish(translation.unit.code, unit_path, translation);
class UnitCompile {
 public:
  UnitCompile(const Toolchain& toolchain, const CompileOptions& options);
  ~UnitCompile();
  UnitCompile(const UnitCompile&) = delete;
  UnitCompile& operator=(const UnitCompile&) = delete;

  /// Parses the code that the unit is certain to begin with, such as its `#include` lines.
  /// Returns false if Clang reports anything; the compilation is then useless.
  bool begin(const std::string& code);
  /// Parses code that the unit is likely to contain in much the same form, so that its
  /// templates are already instantiated. Nothing is emitted for it, unless `keep_rehearsed`
  /// is called. Returns false if there are errors, or any diagnostics before offset `quiet_until`.
  bool rehearse(const std::string& code, std::uint32_t quiet_until);
  /// Makes the rehearsed code part of the unit, whose code will not contain it.
  void keep_rehearsed();
  /// The file read so far that declares a name; see `file_declaring` in `unknown_name.h`.
  std::string file_declaring(std::string_view name) const;
  /// The headers read so far.
  std::vector<FileStamp> headers() const;
  /// Compiles `code`, which has the same offsets as the translation's unit, under the name
  /// `unit_path`. Diagnostics are in page coordinates and are kept for `tell_mistakes`.
  CompiledUnit finish(const std::string& code, const std::string& unit_path, Translation& translation);
  /// Moves Clang's diagnostics from `finish` to the translation's sink.
  void tell_mistakes();

 private:
  struct Parts;
  const std::unique_ptr<Parts> parts_;
};

/// Compiles the translation's unit; errors go to its sink.
CompiledUnit compile_unit(const Toolchain& toolchain, const CompileOptions& options, Translation& translation);

/// A header to precompile.
struct PrecompileOptions {
  std::string header = {};
  std::string output = {};
  /// The precompiled header that it is based on, or empty.
  std::string prelude = {};
  /// Folders for `#include "…"`.
  std::vector<std::string> include_dirs = {};
};

struct PrecompiledHeader {
  /// The headers that it includes; those of the system only without a base.
  std::vector<FileStamp> headers;
  std::vector<SharedStatic> statics;
};
BOOST_DESCRIBE_STRUCT(PrecompiledHeader, (), (headers, statics))

/// Precompiles a header; on errors returns nullopt, with Clang's output in `failure`.
std::optional<PrecompiledHeader> precompile(const Toolchain& toolchain, const PrecompileOptions& options,
                                            std::string& failure);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_CLANG_FRONTEND_H_
