#include "compiler/lex/xml_reference.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

SourceSet sources_of(std::string text) {
  SourceSet sources;
  sources.add(SourceFile("a.pagex", "", std::move(text)));
  return sources;
}

Span all_of(const SourceSet& sources) { return {0, 0, static_cast<std::uint32_t>(sources.file(0).bytes().size())}; }

}  // namespace

TEST_CASE("references stand for characters") {
  const std::pair<const char*, const char*> cases[] = {
      {"&lt;&gt;&amp;&quot;&apos;", "<>&\"'"},
      {"a&#65;b&#x41;", "aAbA"},
      {"&#228;", "ä"},
      {"&#x20AC;&#x20ac;", "€€"},
      {"&#x1F600;", "\xF0\x9F\x98\x80"},
      {"&amp;lt;", "&lt;"},
      {"&#000000000000065;", "A"},
      {"&#10;", "\n"},
  };
  for (const auto& [written, meant] : cases) {
    CAPTURE(written);
    const SourceSet sources = sources_of(written);
    Sink sink;
    check_references(all_of(sources), sources, sink);
    CHECK(sink.diagnostics().empty());
    CHECK(decode_references(all_of(sources), sources).text() == meant);
  }
}

TEST_CASE("what is no reference is reported once and stays as it is") {
  for (const char* text : {"&", "&&", "& ", "&lt", "&nbsp;", "&;", "&#;", "&#x;", "&#xG;", "&#0;", "&#8;", "&#xFFFF;",
                           "&#xD800;", "&#1114112;", "&#99999999999999999999;", "&#65", "&#X41;", "&LT;"}) {
    CAPTURE(text);
    const SourceSet sources = sources_of(text);
    Sink sink;
    check_references(all_of(sources), sources, sink);
    CHECK(sink.error_count() == 1);
    CHECK(decode_references(all_of(sources), sources).text() == text);
  }
}
