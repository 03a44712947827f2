// Any bytes are imported, as a JSP in either syntax and as a tag file: what is
// said of them has its place and renders, and the result translates, but for
// what pages do not know yet and what stands in other files, or the report has an
// error.
#include "compiler/diag/render.h"
#include "compiler/import/import.h"
#include "compiler/import/tags/descriptor.h"
#include "compiler/import/tags/header.h"
#include "compiler/import/tags/message_keys.h"
#include "compiler/import/web_xml.h"
#include "compiler/import/xml_tree.h"
#include "compiler/translate.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace quire::compiler;

namespace {

bool is_expected(DiagnosticKind kind) {
  return kind == DiagnosticKind::kNotSupportedYet || kind == DiagnosticKind::kFileMissing ||
         kind == DiagnosticKind::kFileOutsideRoot || kind == DiagnosticKind::kUnknownTag ||
         kind == DiagnosticKind::kUnknownPrefix;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  for (const char* path : {"fuzz.jsp", "fuzz.jspx", "WEB-INF/tags/fuzz.tag"}) {
    const ImportedFile file = import_file(bytes, path);
    render(file.sink, file.sources);
    if (file.sink.has_errors()) continue;
    const Translation translation = translate_text(file.text, "/" + file.name);
    for (const Diagnostic& diagnostic : translation.sink.diagnostics())
      if (diagnostic.severity == Severity::kError && !is_expected(diagnostic.kind)) std::abort();
  }
  const ImportedFile settings = import_web_xml(bytes);
  render(settings.sink, settings.sources);
  if (!quire::parse_web_settings(settings.text).mistakes.empty()) std::abort();
  // Descriptors, bundles and maps of tags are read without harm.
  SourceSet sources;
  Sink sink;
  const auto library = read_descriptor(sources.add(read_xml_file("fuzz.tld", bytes)), sources, sink);
  if (library) tags_header(*library, "fuzz.tld", "fuzz_tags");
  MessageKeys().add({}, bytes);
  TagMap().add(bytes, "fuzz.toml");
  return 0;
}
