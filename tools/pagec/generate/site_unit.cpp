#include "tools/pagec/generate/site_unit.h"

#include "compiler/emit/linked_page.h"
#include "compiler/emit/literal.h"
#include "runtime/base/content_hash.h"

#include <cstdint>

namespace quire::pagec {

namespace {

using compiler::escape_literal;
using compiler::string_view_literal;

std::vector<const std::string*> parts_of(const StaticFile& file) {
  return {&file.plain, &file.gzip, &file.brotli, &file.zstd};
}

/// The assembler takes the file in: no compiler is fast with megabytes of
/// literals. The hash has the unit compiled again when the bytes change.
std::string bytes_declaration(const std::string& symbol, std::size_t size, const std::string& hash,
                              const std::string& path) {
  return "// " + hash + "\nextern \"C\" const char " + symbol + "[" + std::to_string(size) +
         "] __attribute__((visibility(\"hidden\")));\n"
         "__asm__(\".pushsection .rodata,\\\"a\\\"\\n\"\n"
         "        \".balign 16\\n\"\n"
         "        \".globl " +
         symbol + "\\n.hidden " + symbol + "\\n" + symbol + ":\\n\"\n        \".incbin \\\"" +
         escape_literal(escape_literal(path)) + "\\\"\\n\"\n        \".popsection\\n\");\n\n";
}

std::string files_table(const SiteUnit& site, const std::string& symbol) {
  std::string text = "constexpr quire::EmbeddedFile kFiles[] = {\n";
  std::uint64_t at = 0;
  for (const StaticFile& file : site.files) {
    text += "  {" + string_view_literal(file.path) + ", \"" + file.hash + "\"";
    for (const std::string* part : parts_of(file)) {
      text += part->empty() ? ", {}"
                            : ", {" + symbol + " + " + std::to_string(at) + ", " + std::to_string(part->size()) + "}";
      at += part->size();
    }
    text += "},\n";
  }
  return text + "};\n";
}

}  // namespace

std::string blob_of(const SiteUnit& site) {
  std::string bytes;
  for (const StaticFile& file : site.files)
    for (const std::string* part : parts_of(file)) bytes += *part;
  return bytes;
}

std::string code_of(const SiteUnit& site, const std::string& blob_path) {
  std::string text = "// The site " + site.name + " as constant data: made by pagec.\n#include <quire/embedded.h>\n\n";
  if (!site.pages.empty()) text += "namespace quire::embedded {\n";
  for (const std::string& page : site.pages)
    text += "extern const EmbeddedPage " + compiler::embedded_page_name(site.name, page) + ";\n";
  if (!site.pages.empty()) text += "}\n\n";
  const std::string blob = blob_of(site);
  const std::string symbol = "quire_files_" + site.name;
  if (!blob.empty()) text += bytes_declaration(symbol, blob.size(), content_hash(blob), blob_path);
  text += "namespace {\n\n";
  if (!site.pages.empty()) text += "constexpr const quire::EmbeddedPage* kPages[] = {\n";
  for (const std::string& page : site.pages)
    text += "  &quire::embedded::" + compiler::embedded_page_name(site.name, page) + ",\n";
  if (!site.pages.empty()) text += "};\n";
  if (!site.files.empty()) text += files_table(site, symbol);
  text += "\n}\n\nnamespace sites {\n\nextern const quire::EmbeddedSite " + site.name +
          ";\nconstinit const quire::EmbeddedSite " + site.name + " = {quire::kAbiStamp, \"" + site.name + "\", " +
          (site.pages.empty() ? "{}" : "kPages") + ", " + (site.files.empty() ? "{}" : "kFiles") + ",\n  " +
          string_view_literal(site.settings) + "};\n\n}\n";
  return text;
}

std::string header_of(const SiteUnit& site) {
  const std::string guard = "QUIRE_SITES_" + content_hash(site.name) + "_H_";
  return "// The site " + site.name + ", for `quire::serve`: made by pagec.\n#ifndef " + guard + "\n#define " + guard +
         "\n\n#include <quire/embedded.h>\n\nnamespace sites {\n\nextern const quire::EmbeddedSite " + site.name +
         ";\n\n}\n\n#endif\n";
}

}  // namespace quire::pagec
