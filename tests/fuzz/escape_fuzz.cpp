// No value changes the structure of a document as a real HTML parser sees it: the first byte
// chooses a hostile value, the others pieces of the document.
#include "tests/escape/html_structure.h"
#include "tests/escape/random_document.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

using namespace quire::escape_test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const RandomDocument document(std::span(data + 1, size - 1));
  if (document.value_count() == 0 || !document.is_sure()) return 0;
  const auto harmless = document.render("x");
  const auto attacked = document.render(hostile_value(data[0]));
  if (!harmless || !attacked || html_structure(*harmless) == html_structure(*attacked)) return 0;
  std::fprintf(stderr, "%s\n--- becomes ---\n%s\n", document.outline().c_str(), attacked->c_str());
  std::abort();
}
