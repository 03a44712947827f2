#ifndef QUIRE_COMPILER_MAKE_REHEARSAL_H_
#define QUIRE_COMPILER_MAKE_REHEARSAL_H_

#include "compiler/clang/clang_frontend.h"
#include "compiler/make/import_prelude.h"
#include "compiler/make/prelude.h"
#include "runtime/protocol/build_order.h"

#include <memory>
#include <optional>

namespace quire::compiler {

/// The next compile of a page, started while nobody is waiting: the current version is parsed, so
/// that by the time the next version arrives, its headers have been read, its templates
/// instantiated, and what it uses of the prelude loaded. Most edits change little of what a page
/// uses, and compile in a third of the time.
///
/// What is rehearsed is never emitted and is not visible to the next version: only includes and
/// declarations that are the same, byte for byte, are shared.
class Rehearsal {
 public:
  /// Rehearses that page. Returns null if it does not compile.
  static std::unique_ptr<Rehearsal> of_page(const Toolchain& toolchain, const BuildOrder& order);
  /// Rehearses a small page, as a start for any page that imports nothing from its site.
  static std::unique_ptr<Rehearsal> of_any_page(const Toolchain& toolchain);

  /// Compiles a new version of the page; can be used once. Returns nullopt if the version does not
  /// start as the rehearsed one does, or if Clang's messages mention the rehearsed code: the page
  /// must then be compiled from scratch. Errors are reported to the translation's sink.
  std::optional<CompiledUnit> compile(const CompileOptions& options, Translation& translation);
  /// Whether it was compiled with what the site of `toolchain` adds.
  bool is_for(const Toolchain& toolchain) const { return toolchain.compile_hash == toolchain_.compile_hash; }
  /// The prelude that was loaded, even if the cache has a newer one by now.
  const Prelude& prelude() const { return prelude_; }
  PreludeKind prelude_kind() const { return kind_; }

 private:
  Rehearsal(Toolchain toolchain, Translation translation, std::vector<std::string> include_dirs, std::string work,
            const std::string& unit_path);
  bool run();
  void make_own_prelude() const;
  bool fits(const CompileOptions& options, const CppUnit& unit);

  const Toolchain toolchain_;
  Translation translation_;
  const PreludeKind kind_;
  const Prelude prelude_;
  const ImportSet imports_;
  const std::optional<ImportPrelude> own_prelude_;
  UnitCompile compile_;
  std::vector<FileStamp> headers_;
  std::vector<std::string> absent_;
  bool is_used_up_ = false;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_REHEARSAL_H_
