#include "compiler/link/link_mistakes.h"

#include "compiler/clang/remap.h"
#include "compiler/link/line_table.h"
#include "runtime/base/file.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {

namespace {

/// `foo` for `ns::foo(int)`, as it is written in the page.
std::string unqualified_name(const std::string& symbol) {
  const std::string name = symbol.substr(0, symbol.find_first_of("(<["));
  const std::size_t colon = name.rfind("::");
  return colon == std::string::npos ? name : name.substr(colon + 2);
}

/// The offset of a line and column in `text`, or its end.
std::uint32_t offset_of(std::string_view text, std::uint32_t line, std::uint32_t column) {
  std::size_t begin = 0;
  for (; line > 1 && begin < text.size(); --line) begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
  return static_cast<std::uint32_t>(std::min(begin + std::max(column, 1U) - 1, text.size()));
}

/// The identifier `word` in the line of `text` from `at` on; if it is not there, the byte at `at`.
Span word_from(FileId file, std::string_view text, std::uint32_t at, std::string_view word) {
  const std::size_t found =
      word.empty() ? std::string_view::npos : find_word(text.substr(0, text.find('\n', at)), word, at);
  const auto begin = found == std::string_view::npos ? at : static_cast<std::uint32_t>(found);
  const std::size_t size = found == std::string_view::npos ? 1 : word.size();
  return {file, begin, static_cast<std::uint32_t>(std::min(begin + size, text.size()))};
}

/// The place in the page, or in a header, where the page's code needs a symbol.
Span place_in_page(const std::string& symbol, const LinkedObject& object, Translation& translation) {
  const SegmentMap map(translation.unit);
  if (const auto named = map.find_identifier(unqualified_name(symbol))) return *named;
  const std::optional<SymbolUse> use = find_use(object.bytes, symbol);
  if (use && use->file == object.path && use->line > 0) {
    const std::uint32_t at = offset_of(translation.unit.code, use->line, use->column);
    if (const auto span = map.to_page(at, at + 1)) return *span;
  }
  return find_use(object, symbol, translation.sources).value_or(Span{});
}

/// At the `link` attribute, if the error is about a library named there.
void report_link_error(const std::string& error, Translation& translation) {
  for (const LinkedLibrary& library : translation.unit.links) {
    if (error != "unable to find library " + library.option) continue;
    translation.sink.report(
        DiagnosticKind::kLinkError, library.span,
        "cannot find the library for `" + library.option + "`; is its development package installed?");
    return;
  }
  translation.sink.report(DiagnosticKind::kLinkError, Span{}, "the linker reports: " + error);
}

}  // namespace

bool mentions(const CppUnit& unit, const std::string& symbol) {
  return SegmentMap(unit).find_identifier(unqualified_name(symbol)).has_value();
}

std::optional<Span> find_use(const LinkedObject& object, const std::string& symbol, SourceSet& sources) {
  std::optional<SymbolUse> use = find_use(object.bytes, symbol);
  if (!use) return std::nullopt;
  if (use->line == 0) use->file = object.path;
  if (!use->file.starts_with(object.root + "/")) return std::nullopt;
  FileId file = sources.find_path(use->file);
  if (file == sources.size()) {
    auto bytes = read_file(use->file);
    if (!bytes) return std::nullopt;
    sources.add(SourceFile(use->file.substr(object.root.size() + 1), use->file, *std::move(bytes)));
  }
  const std::string_view text = sources.file(file).bytes();
  const std::string word = unqualified_name(symbol);
  if (use->line > 0) return word_from(file, text, offset_of(text, use->line, use->column), word);
  const std::size_t first = find_word(text, word);
  return word_from(file, text, first == std::string_view::npos ? 0 : static_cast<std::uint32_t>(first), word);
}

std::string undefined_message(const LinkResult& linked, const std::string& symbol, const std::string& where,
                              const std::string& otherwise) {
  const auto library = linked.defined_elsewhere.find(symbol);
  const std::string remedy = library == linked.defined_elsewhere.end()
                                 ? otherwise
                                 : "the library `" + library->second + "` does: write `libraries = [\"" +
                                       library->second + "\"]` below `[build]` in WEB-INF/web.toml";
  return "undefined symbol `" + without_page_namespace(symbol) + "`: it is declared, but no " + where +
         " defines it; " + remedy;
}

void report_link(const LinkResult& linked, Translation& translation, const LinkedObject& object) {
  for (const std::string& symbol : linked.undefined_symbols)
    translation.sink.report(DiagnosticKind::kUndefinedSymbol, place_in_page(symbol, object, translation),
                            undefined_message(linked, symbol, "source or library of the page",
                                              "define it in `WEB-INF/src`, or link its library"));
  for (const std::string& error : linked.errors) report_link_error(error, translation);
}

std::vector<std::string> link_options(const CppUnit& unit) {
  std::vector<std::string> options;
  for (const LinkedLibrary& library : unit.links) options.push_back(library.option);
  return options;
}

bool keeps_library_in_memory(std::string_view object) {
  constexpr std::string_view kRegistersDestructor("\0__cxa_thread_atexit\0", 21);
  return object.find(kRegistersDestructor) != std::string_view::npos;
}

void report_pins(std::string_view object, Translation& translation) {
  if (!keeps_library_in_memory(object)) return;
  const Span span = SegmentMap(translation.unit).find_identifier("thread_local").value_or(Span{});
  translation.sink.report(DiagnosticKind::kPinnedLibrary, span,
                          "a `thread_local` object with a destructor keeps every version of the page in memory "
                          "as long as its threads run; use one without a destructor, or a static object with a lock");
}

}  // namespace quire::compiler
