// Rehearsals: how an edit compiles in a third of the time
//
// Most of a page's compile repeats the previous one: it reads the same headers, instantiates the
// same templates, and loads the same declarations from the prelude, which Clang reads lazily, one
// by one, as they are named. An edit changes only a few lines. So a child process compiles the page
// ahead, while the author is still typing: it parses the current version and waits. The next
// version is then parsed after it, in the same process, by the same Clang.
//
// The result must be the same as that of a compile from scratch. A page that works only because it
// was rehearsed, or an error that shows only then, would be worse than any delay. Four rules ensure
// this:
//
// - The rehearsed version is invisible. Its code is in a namespace whose name contains the hash of
//   the code, so the next version finds nothing of it. The same version twice would collide with
//   itself: such a build does not use the rehearsal, and has a library anyway. If a page has
//   preprocessor directives, only its includes are rehearsed, because macros do not end with a
//   namespace.
// - It is not emitted. Only includes and declarations that the new version has as well, byte for
//   byte and at the same offsets, are reused; they are blanked in the new code, so that offsets and
//   line tables stay correct.
// - The environment must be unchanged: the headers have the same content, no new file hides one of
//   them, and the prelude and the folders are the same (`fits`).
// - Clang must not mention it. If a message, or even a note, refers to a place in the rehearsed
//   version, the compile is doubtful and is repeated from scratch. Errors in the new version alone
//   are reported as usual.
//
// A rehearsal can be used only once, because Clang cannot return to an earlier state; the compile
// service prepares the next one as soon as it is idle. An edit that changes only text is a special
// case: nothing is compiled, and the rehearsal is kept for the next edit.
//
// Includes that take long to read are also precompiled, in a separate process: the file on disk
// serves the next rehearsals, and other pages that start with the same lines, whereas a rehearsal
// serves only one page.

#include "compiler/make/rehearsal.h"

#include "compiler/make/header_folders.h"
#include "compiler/make/page_record.h"
#include "compiler/make/site_toolchain.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <string_view>

namespace quire::compiler {

namespace {

/// Uses what most pages use.
constexpr const char* kSmallPage =
    "<%= request.param(\"name\") %> <%- 1 %> <%= request.server_port() %> <%= session.id() %> "
    "<% int n = 1; if (n > 0) { %> <%= n %><% } %> <%= request.context_path() %>";

/// If reading the includes takes longer than this, they are worth precompiling.
constexpr std::chrono::milliseconds kSlowIncludes{20};

}  // namespace

Rehearsal::Rehearsal(Toolchain toolchain, Translation translation, std::vector<std::string> include_dirs,
                     std::string work, const std::string& unit_path)
    : toolchain_(std::move(toolchain)),
      translation_(std::move(translation)),
      kind_(prelude_for(translation_.unit)),
      prelude_(find_prelude(toolchain_, kind_)),
      imports_{toolchain_, std::move(work), prelude_, std::string(includes_of(translation_.unit)),
               std::move(include_dirs)},
      own_prelude_(find_import_prelude(imports_)),
      compile_(toolchain_, {unit_path, own_prelude_ ? own_prelude_->path : prelude_.path, imports_.include_dirs,
                            Optimization::kNone, false}) {}

std::unique_ptr<Rehearsal> Rehearsal::of_page(const Toolchain& toolchain, const BuildOrder& order) try {
  Translation translation = translate(order.root, order.page);
  if (translation.sink.has_errors()) return nullptr;
  SiteToolchain site = site_toolchain(toolchain, order);
  if (!site.mistakes.empty()) return nullptr;
  std::unique_ptr<Rehearsal> rehearsal(new Rehearsal(std::move(site.toolchain), std::move(translation),
                                                     include_dirs(order), order.work,
                                                     work_files(order.work, order.page).code));
  return rehearsal->run() ? std::move(rehearsal) : nullptr;
} catch (const std::exception&) {
  // The build will fail in the same way and report it.
  return nullptr;
}

std::unique_ptr<Rehearsal> Rehearsal::of_any_page(const Toolchain& toolchain) try {
  std::unique_ptr<Rehearsal> rehearsal(
      new Rehearsal(toolchain, translate_text(kSmallPage, "/small.page"), {}, {}, "/small.page.cpp"));
  return rehearsal->run() ? std::move(rehearsal) : nullptr;
} catch (const std::exception&) {
  return nullptr;
}

bool Rehearsal::run() {
  // With sanitizers, Clang requires that only one file has that name.
  if (imports_.toolchain.has_sanitizers) return false;
  const CppUnit& unit = translation_.unit;
  const auto start = std::chrono::steady_clock::now();
  if (!own_prelude_ && !compile_.begin(unit.code.substr(0, unit.includes.end))) return false;
  if (std::chrono::steady_clock::now() - start > kSlowIncludes) make_own_prelude();
  // Macros remain defined after the end of the page that defines them.
  if (!unit.has_preprocessor) {
    std::string code = unit.code.substr(0, unit.entry_begin);
    blank(code, {0, unit.includes.end});
    if (!compile_.rehearse(code, unit.declarations.end)) return false;
  }
  headers_ = own_prelude_ ? own_prelude_->headers : compile_.headers();
  absent_ = absent_headers(headers_, imports_.include_dirs);
  return true;
}

/// For other pages of the site that start with the same includes, and for the next rehearsals of
/// this page; in a process that nobody waits for.
void Rehearsal::make_own_prelude() const {
  if (imports_.work.empty()) return;
  const pid_t child = ::fork();
  if (child > 0) ::waitpid(child, nullptr, 0);
  if (child != 0) return;
  // Its parent exits at once, so that nobody has to wait for this process.
  if (::fork() != 0) ::_exit(0);
  ::prctl(PR_SET_NAME, "pagec imports");
  ::setpriority(PRIO_PROCESS, 0, 10);
  make_import_prelude(imports_);
  ::_exit(0);
}

bool Rehearsal::fits(const CompileOptions& options, const CppUnit& unit) {
  const auto exists = [](const std::string& path) { return boost::filesystem::exists(path); };
  // A page that imports nothing from its site compiles the same in any folder.
  const bool same_folders =
      imports_.include_dirs == options.include_dirs || (imports_.include_dirs.empty() && !unit.imports_site);
  return !is_used_up_ && same_folders && options.optimization == Optimization::kNone && !options.check_only &&
         options.prelude == prelude_.path && includes_of(unit).starts_with(imports_.includes) &&
         unit.code_hash != translation_.unit.code_hash && std::all_of(headers_.begin(), headers_.end(), is_unchanged) &&
         std::none_of(absent_.begin(), absent_.end(), exists);
}

std::optional<CompiledUnit> Rehearsal::compile(const CompileOptions& options, Translation& translation) {
  const CppUnit& unit = translation.unit;
  if (!fits(options, unit)) return std::nullopt;
  is_used_up_ = true;
  const CppUnit& rehearsed = translation_.unit;
  std::string code = unit.code;
  const std::uint32_t includes = rehearsed.includes.end - rehearsed.includes.begin;
  blank(code, {unit.includes.begin, unit.includes.begin + includes});
  // They must also be in the same place, because line tables contain the lines that were rehearsed.
  if (!rehearsed.has_preprocessor && rehearsed.declarations_hash == unit.declarations_hash &&
      rehearsed.declarations.begin == unit.declarations.begin) {
    blank(code, unit.declarations);
    if (rehearsed.el_names_hash == unit.el_names_hash && rehearsed.el_names.begin == unit.el_names.begin)
      blank(code, unit.el_names);
    compile_.keep_rehearsed();
  }
  CompiledUnit compiled = compile_.finish(code, options.unit_path, translation);
  if (compiled.is_doubtful) return std::nullopt;
  compile_.tell_mistakes();
  if (own_prelude_) add_prelude(*own_prelude_, compiled);
  return compiled;
}

}  // namespace quire::compiler
