#include "compiler/make/rehearsal.h"

#include "compiler/make/header_folders.h"
#include "compiler/make/page_record.h"

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

std::string_view part(const CppUnit& unit, CodeRange range) {
  return std::string_view(unit.code).substr(range.begin, range.end - range.begin);
}

/// Milliseconds of reading includes after which they are worth precompiling.
constexpr std::chrono::milliseconds kSlowIncludes{20};

}  // namespace

Rehearsal::Rehearsal(const Toolchain& toolchain, Translation translation, std::vector<std::string> include_dirs,
                     std::string work, const std::string& unit_path)
    : translation_(std::move(translation)),
      kind_(prelude_for(translation_.unit)),
      prelude_(find_prelude(toolchain, kind_)),
      imports_{toolchain, std::move(work), prelude_, std::string(part(translation_.unit, translation_.unit.includes)),
               std::move(include_dirs)},
      own_prelude_(find_import_prelude(imports_)),
      compile_(toolchain, {unit_path, own_prelude_ ? own_prelude_->path : prelude_.path, imports_.include_dirs,
                           Optimization::kNone, false}) {}

std::unique_ptr<Rehearsal> Rehearsal::of_page(const Toolchain& toolchain, const BuildRequest& request) try {
  Translation translation = translate(request.root, request.page);
  if (translation.sink.has_errors()) return nullptr;
  std::unique_ptr<Rehearsal> rehearsal(new Rehearsal(toolchain, std::move(translation), include_dirs(request),
                                                     request.work, work_files(request.work, request.page).code));
  return rehearsal->run() ? std::move(rehearsal) : nullptr;
} catch (const std::exception&) {
  // The build will meet the same and say it.
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
  // With them, Clang wants one file of that name.
  if (imports_.toolchain.has_sanitizers) return false;
  const CppUnit& unit = translation_.unit;
  const auto start = std::chrono::steady_clock::now();
  if (!own_prelude_ && !compile_.begin(unit.code.substr(0, unit.includes.end))) return false;
  if (std::chrono::steady_clock::now() - start > kSlowIncludes) make_own_prelude();
  // Macros reach past the end of the page that defines them.
  if (!unit.has_preprocessor) {
    std::string code = unit.code.substr(0, unit.entry_begin);
    blank(code, {0, unit.includes.end});
    if (!compile_.rehearse(code, unit.declarations.end)) return false;
  }
  headers_ = own_prelude_ ? own_prelude_->headers : compile_.headers();
  absent_ = absent_headers(headers_, imports_.include_dirs);
  return true;
}

/// For the other pages of the site that begin as this one, and for its next
/// rehearsals; in a process that nobody waits for.
void Rehearsal::make_own_prelude() const {
  if (imports_.work.empty()) return;
  const pid_t child = ::fork();
  if (child > 0) ::waitpid(child, nullptr, 0);
  if (child != 0) return;
  // Its own parent ends at once, so that nobody has to wait for it.
  if (::fork() != 0) ::_exit(0);
  ::prctl(PR_SET_NAME, "pagec imports");
  ::setpriority(PRIO_PROCESS, 0, 10);
  make_import_prelude(imports_);
  ::_exit(0);
}

bool Rehearsal::fits(const CompileOptions& options, const CppUnit& unit) {
  const auto exists = [](const std::string& path) { return boost::filesystem::exists(path); };
  // A page that imports nothing of its site is the same in any folder.
  const bool same_folders =
      imports_.include_dirs == options.include_dirs || (imports_.include_dirs.empty() && !unit.imports_site);
  return !is_used_up_ && same_folders && options.optimization == Optimization::kNone && !options.check_only &&
         options.prelude == prelude_.path &&
         part(unit, unit.includes).starts_with(part(translation_.unit, translation_.unit.includes)) &&
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
  // In the same place, too, for line tables tell the lines that were rehearsed.
  if (!rehearsed.has_preprocessor && rehearsed.declarations_hash == unit.declarations_hash &&
      rehearsed.declarations.begin == unit.declarations.begin) {
    blank(code, unit.declarations);
    compile_.keep_rehearsed();
  }
  CompiledUnit compiled = compile_.finish(code, options.unit_path, translation);
  if (compiled.is_doubtful) return std::nullopt;
  compile_.tell_mistakes();
  if (own_prelude_) add_prelude(*own_prelude_, compiled);
  return compiled;
}

}  // namespace quire::compiler
