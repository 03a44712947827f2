// Any document parses: what is reported lies in the file, its tree is no deeper
// than promised, its code is where its nodes say, and all of it translates.
#include "compiler/ast/dump.h"
#include "compiler/diag/render.h"
#include "compiler/lex/xml_scanner.h"
#include "compiler/parse/parse.h"
#include "compiler/translate.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace quire::compiler;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool holds(Span outer, Span inner) {
  return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

void check_code(const CppCode& code, Span inner) {
  for (const CppFinding& finding : code.findings) require(holds(inner, {inner.file, finding.begin, finding.end}));
  if (code.last == '\0') return;
  require(holds(inner, {inner.file, code.first_begin, code.first_end}));
  require(holds(inner, {inner.file, code.last_begin, code.last_end}));
}

void check_escapes(const RareVector<Escape>& escapes, Span inner) {
  std::uint32_t end = inner.begin;
  for (const Escape& escape : escapes) {
    require(escape.begin >= end && escape.end > escape.begin && escape.end <= inner.end);
    end = escape.end;
  }
}

void check(const std::vector<Node>& nodes, Span file, int depth) {
  require(depth <= 200);
  for (const Node& node : nodes) {
    require(holds(file, node.span) && holds(file, node.inner) && holds(file, node.close_span));
    check_escapes(node.escapes, node.inner);
    check_code(node.code, node.inner);
    for (const Attribute& attribute : node.attributes) {
      require(holds(file, attribute.name_span) && holds(file, attribute.value_span));
      for (const Node& part : attribute.parts) {
        require(holds(attribute.value_span, part.span) && holds(part.span, part.inner));
        check_escapes(part.escapes, part.inner);
        check_code(part.code, part.inner);
      }
    }
    check(node.children, file, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  SourceSet sources;
  Sink sink;
  sources.add(SourceFile("fuzz.pagex", "", std::string(reinterpret_cast<const char*>(data), size)));
  const Span file{0, 0, static_cast<std::uint32_t>(sources.file(0).bytes().size())};
  const Page page = parse_xml(0, sources, sink, {}, DocumentRole::kPage);
  check(page.nodes, file, 0);
  dump(page, sources);
  for (const Diagnostic& diagnostic : sink.diagnostics()) require(holds(file, diagnostic.span));
  render(sink, sources);
  translate_text(std::string(sources.file(0).bytes()), "/fuzz.pagex");
  Sink unread;
  std::uint32_t end = 0;
  for (const XmlToken& token : scan_xml(0, sources, unread)) {
    require(token.span.begin >= end && holds(file, token.span) && holds(token.span, token.inner));
    end = token.span.end;
  }
  return 0;
}
