#ifndef QUIRE_COMPILER_CLANG_CLANG_FRONTEND_H_
#define QUIRE_COMPILER_CLANG_CLANG_FRONTEND_H_

#include "compiler/clang/shared_statics.h"
#include "compiler/clang/toolchain.h"
#include "compiler/translate.h"
#include "runtime/protocol/file_stamp.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace quire::compiler {

/// How one unit is compiled.
struct CompileOptions {
  /// Where the unit's code stands on disk, or would; Clang reads it from memory.
  std::string unit_path;
  /// A precompiled header, empty for none.
  std::string prelude;
  /// Folders for `#include "…"`.
  std::vector<std::string> include_dirs;
  Optimization optimization = Optimization::kNone;
  /// Look for mistakes only.
  bool check_only = false;
  /// What the unit defines may be used by others that link it.
  bool exports = false;
  /// A folder whose files the code names as seen from it, in `__FILE__` and the
  /// like; empty: by their whole paths.
  std::string site_root = {};
};

struct CompiledUnit {
  /// ELF, empty after mistakes and for `check_only`.
  std::string object;
  /// The headers that are not part of the prelude or of the system.
  std::vector<FileStamp> headers;
  /// Of these headers.
  std::vector<SharedStatic> statics;
  bool ok = false;
  /// Clang spoke of what was rehearsed: only a compile from the start can tell it.
  bool is_doubtful = false;
  /// It asks for its own lines, see `line_sensitivity.h`.
  bool asks_own_line = false;
  /// Fields of the structs of C++ tags; see `EmitOptions::tag_fields`.
  std::map<std::string, std::vector<std::string>> tag_fields;
};

/// Readies LLVM's code generator for this machine. Once per process.
void start_llvm();

/// One compile in this process, whose beginning can be done before its unit is
/// known. Not thread-safe: no two compiles run in one process. What a compile
/// leaves in memory is not taken apart, for the process ends soon after it.
///
///     UnitCompile compile(toolchain, options);   // the prelude is loaded
///     compile.begin(includes);                   // while nobody waits
///     compile.rehearse(last_version, 0);
///     compile.finish(translation.unit.code, unit_path, translation);
class UnitCompile {
 public:
  UnitCompile(const Toolchain& toolchain, const CompileOptions& options);
  ~UnitCompile();
  UnitCompile(const UnitCompile&) = delete;
  UnitCompile& operator=(const UnitCompile&) = delete;

  /// Reads what the unit is sure to begin with, as its `#include` lines. False
  /// when Clang has anything to say of it: this compile is then of no use.
  bool begin(const std::string& code);
  /// Parses code that is likely to stand in the unit in much the same form, so
  /// that what it instantiates is there; nothing is emitted of it unless
  /// `keep_rehearsed` says so. False when Clang finds mistakes in it, or has
  /// anything to say of what stands before offset `quiet_until`.
  bool rehearse(const std::string& code, std::uint32_t quiet_until);
  /// What was rehearsed is part of the unit, whose code will lack it.
  void keep_rehearsed();
  /// The headers read so far.
  std::vector<FileStamp> headers() const;
  /// Compiles `code`, which has the offsets of the translation's unit, under
  /// the name `unit_path`. Mistakes are in page coordinates and wait for
  /// `tell_mistakes`.
  CompiledUnit finish(const std::string& code, const std::string& unit_path, Translation& translation);
  /// Hands what Clang said in `finish` to the translation's sink.
  void tell_mistakes();

 private:
  struct Parts;
  const std::unique_ptr<Parts> parts_;
};

/// Compiles the translation's unit; mistakes go to its sink.
CompiledUnit compile_unit(const Toolchain& toolchain, const CompileOptions& options, Translation& translation);

/// A header to precompile.
struct PrecompileOptions {
  std::string header = {};
  std::string output = {};
  /// One that it is made on top of; empty for none.
  std::string prelude = {};
  /// Folders for `#include "…"`.
  std::vector<std::string> include_dirs = {};
};

struct PrecompiledHeader {
  /// Those that it includes, of the system only when there is no prelude below.
  std::vector<FileStamp> headers;
  std::vector<SharedStatic> statics;
};
BOOST_DESCRIBE_STRUCT(PrecompiledHeader, (), (headers, statics))

/// Precompiles a header; nothing, with Clang's words in `failure`, when it
/// refuses it.
std::optional<PrecompiledHeader> precompile(const Toolchain& toolchain, const PrecompileOptions& options,
                                            std::string& failure);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_CLANG_FRONTEND_H_
