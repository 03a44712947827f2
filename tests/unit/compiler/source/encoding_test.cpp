#include "compiler/source/encoding.h"

#include "compiler/source/source_file.h"
#include "compiler/translate.h"

#include <catch2/catch.hpp>

#include <string>

using namespace quire::compiler;

namespace {

/// ASCII as UTF-16, little end first, after its mark.
std::string wide(std::string_view text) {
  std::string bytes = "\xFF\xFE";
  for (const char c : text) (bytes += c) += '\0';
  return bytes;
}

std::string first_message(const std::string& page) {
  const Translation translation = translate_text(page, "/a.page");
  return translation.sink.diagnostics().empty() ? std::string() : translation.sink.diagnostics().front().message;
}

}  // namespace

TEST_CASE("a page is decoded by what it says it is stored in") {
  const std::string page = "<%@ page pageEncoding=\"ISO-8859-15\" %>\xA4 gr\xFC\xDF";
  const DecodedFile decoded = decode_declared(page, "ISO-8859-15");
  CHECK(decoded.text == "<%@ page pageEncoding=\"ISO-8859-15\" %>€ grüß");
  CHECK(decoded.encoding == "ISO-8859-15");
  CHECK(decoded.stored == page);
  CHECK_FALSE(decoded.undecodable);
  CHECK(translate_text(page, "/a.page").unit.texts.back() == "€ grüß");
  CHECK(first_message(page).empty());
}

TEST_CASE("byte order marks say more than directives") {
  CHECK(decode_marked(wide("ab")).text == "ab");
  CHECK(decode_marked(wide("<?xml?>").substr(2)).text == "<?xml?>");
  CHECK(decode_marked(std::string("\0<\0?\0x", 6)).text == "<?x");
  CHECK(decode_marked("\xFE\xFF\0a" + std::string(1, '\0')).encoding == "UTF-16BE");
  CHECK(translate_text(wide("<%@ page pageEncoding=\"UTF-16\" %>x"), "/a.page").unit.texts.back() == "x");
  CHECK(first_message(wide("<%@ page pageEncoding=\"UTF-16\" %>x")).empty());
  CHECK(first_message(wide("<%@ page pageEncoding=\"UTF-8\" %>x")) ==
        "attribute `pageEncoding` is `UTF-8`; the file begins with a UTF-16 byte order mark");
  CHECK(first_message("\xEF\xBB\xBF<%@ page pageEncoding=\"ISO-8859-1\" %>") ==
        "attribute `pageEncoding` is `ISO-8859-1`; the file begins with a UTF-8 byte order mark");
  CHECK(first_message("<%@ page pageEncoding=\"UTF-16\" %>") ==
        "attribute `pageEncoding` is `UTF-16`; a file in UTF-16 must begin with a byte order mark");
}

TEST_CASE("what cannot be decoded is told") {
  CHECK(first_message("<%@ page pageEncoding=\"latin-99\" %>") ==
        "attribute `pageEncoding` is `latin-99`; that encoding is unknown");
  CHECK(first_message("<%@ page pageEncoding=\"windows-1252\" %>\x81") ==
        "these bytes are not valid windows-1252, the file's encoding");
  CHECK(first_message("\xFC") ==
        "byte 0xFC is not valid UTF-8; save the file as UTF-8, or declare its encoding with `pageEncoding`");
  CHECK(decode_declared("\xFC", "latin-99").encoding.empty());
}

TEST_CASE("a source file keeps what stands on disk") {
  SourceFile file("a.page", "", "<%@ page pageEncoding='latin1' %>\xE4\n\xF6");
  file.decode("latin1");
  file.decode("latin2");
  CHECK(file.stored_bytes() == "<%@ page pageEncoding='latin1' %>\xE4\n\xF6");
  CHECK(file.line(2) == "ö");
  CHECK(SourceFile("b.page", "", "ö").stored_bytes() == "ö");
}
