#include "compiler/assemble/directive_readers.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

struct Read : OneFile {
  using OneFile::OneFile;
  PageSettings settings;

  /// `<a>"b"`: the headers in order.
  std::string headers() const {
    std::string all;
    for (const Import& import : settings.imports)
      all += import.angled ? "<" + import.name + ">" : "\"" + import.name + "\"";
    return all;
  }
};

/// What `import="…"` with that value means.
Read read(const std::string& value) {
  Read result(value);
  const auto size = static_cast<std::uint32_t>(value.size());
  read_imports({{0, 0, 0}, {0, 0, size}, "import", value, value, {}}, result.settings, result.sink);
  return result;
}

}  // namespace

TEST_CASE("headers are listed with commas, in any of their spellings") {
  CHECK(read("<vector>, cart.h").headers() == "<vector>\"cart.h\"");
  CHECK(read("\n <a/b.h> ,\t\"c d.h\"").headers() == "<a/b.h>\"c d.h\"");
  CHECK(read("\\\"a.h\\\",&quot;b.h&quot;").headers() == "\"a.h\"\"b.h\"");
  CHECK(read("&lt;map>,&lt;set&gt;").headers() == "<map><set>");
}

TEST_CASE("each header is imported once, where it was first named") {
  const Read all = read("<a>, \"b\", b, <b>, <a>");
  CHECK(all.headers() == "<a>\"b\"<b>");
  CHECK(all.sources.text(all.settings.imports[1].span) == "b");
  CHECK(all.settings.imports[1].span.begin == 6);
}

TEST_CASE("what names no header is reported where it stands, and the others count") {
  for (const char* value : {"<vector>, java.util.*>", "<a\"b>", "<>, <vector>", "a\\b.h, <vector>"}) {
    CAPTURE(value);
    const Read all = read(value);
    CHECK(all.sink.diagnostics().size() == 1);
    CHECK(all.settings.imports.size() == (std::string_view(value).find("<vector>") != std::string_view::npos ? 1 : 0));
  }
  CHECK(read("").sink.diagnostics().size() == 1);
  CHECK(read("<a>,").sink.diagnostics().at(0).message.find("names no header") != std::string::npos);
}
