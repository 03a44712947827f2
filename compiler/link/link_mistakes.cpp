#include "compiler/link/link_mistakes.h"

#include "compiler/clang/remap.h"

namespace quire::compiler {

namespace {

/// `foo` for `ns::foo(int)`, as it is written in the page.
std::string unqualified_name(const std::string& symbol) {
  const std::string name = symbol.substr(0, symbol.find_first_of("(<["));
  const std::size_t colon = name.rfind("::");
  return colon == std::string::npos ? name : name.substr(colon + 2);
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

void report_link(const LinkResult& linked, Translation& translation) {
  const SegmentMap map(translation.unit);
  for (const std::string& symbol : linked.undefined_symbols) {
    const Span span = map.find_identifier(unqualified_name(symbol)).value_or(Span{});
    translation.sink.report(DiagnosticKind::kUndefinedSymbol, span,
                            "undefined symbol `" + without_page_namespace(symbol) +
                                "`: it is declared, but no source or library of the page defines it");
  }
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
