#ifndef QUIRE_COMPILER_MAKE_REHEARSAL_H_
#define QUIRE_COMPILER_MAKE_REHEARSAL_H_

#include "compiler/clang/clang_frontend.h"
#include "compiler/make/import_prelude.h"
#include "compiler/make/prelude.h"
#include "runtime/protocol/build_order.h"

#include <memory>
#include <optional>

namespace quire::compiler {

/// The next compile of a page, begun while nobody waits: the version that
/// stands there now is parsed, so that its headers are read, its templates
/// instantiated and what it uses of the prelude is in memory when the next
/// version comes. Most edits change little of what a page uses, and compile in
/// a third of the time.
///
/// What is rehearsed is never emitted, and cannot be seen by the next version:
/// only includes and declarations that are the same, byte for byte, are shared.
class Rehearsal {
 public:
  /// Of that page, or, for a page that does not compile, nothing.
  static std::unique_ptr<Rehearsal> of_page(const Toolchain& toolchain, const BuildOrder& order);
  /// Of a small page, for any one that imports nothing of its site.
  static std::unique_ptr<Rehearsal> of_any_page(const Toolchain& toolchain);

  /// Compiles a page's new version, once. Nothing when it begins differently
  /// from what was rehearsed, or when Clang speaks of what was: a compile from
  /// the start tells that best. Mistakes go to the translation's sink.
  std::optional<CompiledUnit> compile(const CompileOptions& options, Translation& translation);
  /// The prelude that it has loaded, whatever the cache holds by now.
  const Prelude& prelude() const { return prelude_; }
  PreludeKind prelude_kind() const { return kind_; }

 private:
  Rehearsal(const Toolchain& toolchain, Translation translation, std::vector<std::string> include_dirs,
            std::string work, const std::string& unit_path);
  bool run();
  void make_own_prelude() const;
  bool fits(const CompileOptions& options, const CppUnit& unit);

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
