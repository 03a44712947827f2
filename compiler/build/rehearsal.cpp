#include "compiler/build/rehearsal.h"

#include "compiler/build/page_record.h"

#include <boost/filesystem.hpp>

#include <algorithm>
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

/// Blanks instead of code; offsets and lines stay.
void blank(std::string& code, CodeRange range) {
  std::replace_if(code.begin() + range.begin, code.begin() + range.end, [](char c) { return c != '\n'; }, ' ');
}

}  // namespace

Rehearsal::Rehearsal(const Toolchain& toolchain, Translation translation, std::vector<std::string> include_dirs,
                     const std::string& unit_path)
    : translation_(std::move(translation)),
      kind_(prelude_for(translation_.unit)),
      prelude_(find_prelude(toolchain, kind_)),
      include_dirs_(std::move(include_dirs)),
      compile_(toolchain, {unit_path, prelude_.path, include_dirs_, Optimization::kNone, false}) {}

std::unique_ptr<Rehearsal> Rehearsal::of_page(const Toolchain& toolchain, const BuildRequest& request) try {
  Translation translation = translate(request.root, request.page);
  if (translation.sink.has_errors()) return nullptr;
  std::unique_ptr<Rehearsal> rehearsal(new Rehearsal(toolchain, std::move(translation), include_dirs(request),
                                                     work_files(request.work, request.page).code));
  return rehearsal->run() ? std::move(rehearsal) : nullptr;
} catch (const std::exception&) {
  // The build will meet the same and say it.
  return nullptr;
}

std::unique_ptr<Rehearsal> Rehearsal::of_any_page(const Toolchain& toolchain) try {
  std::unique_ptr<Rehearsal> rehearsal(
      new Rehearsal(toolchain, translate_text(kSmallPage, "/small.page"), {}, "/small.page.cpp"));
  return rehearsal->run() ? std::move(rehearsal) : nullptr;
} catch (const std::exception&) {
  return nullptr;
}

bool Rehearsal::run() {
  const CppUnit& unit = translation_.unit;
  if (!compile_.begin(unit.code.substr(0, unit.includes.end))) return false;
  // Macros reach past the end of the page that defines them.
  if (!unit.has_preprocessor) {
    std::string code = unit.code.substr(0, unit.entry_begin);
    blank(code, {0, unit.includes.end});
    if (!compile_.rehearse(code, unit.declarations.end)) return false;
  }
  headers_ = compile_.headers();
  absent_ = absent_headers(headers_, include_dirs_);
  return true;
}

bool Rehearsal::fits(const CompileOptions& options, const CppUnit& unit) {
  const auto exists = [](const std::string& path) { return boost::filesystem::exists(path); };
  // A page that imports nothing of its site is the same in any folder.
  const bool same_folders = include_dirs_ == options.include_dirs || (include_dirs_.empty() && !unit.imports_site);
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
  if (!compiled.ok) return std::nullopt;
  compile_.tell_mistakes();
  return compiled;
}

}  // namespace quire::compiler
