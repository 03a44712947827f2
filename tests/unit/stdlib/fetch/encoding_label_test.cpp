#include "stdlib/fetch/encoding_label.h"

#include <iconv.h>
#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

TEST_CASE("labels mean what they mean to browsers") {
  CHECK(encoding_of_label("UTF-8") == std::string("UTF-8"));
  CHECK(encoding_of_label(" \tUtf8\n") == std::string("UTF-8"));
  CHECK(encoding_of_label("ISO-8859-1") == std::string("CP1252"));
  CHECK(encoding_of_label("us-ascii") == std::string("CP1252"));
  CHECK(encoding_of_label("gb2312") == std::string("GB18030"));
}

TEST_CASE("the system has every encoding") {
  for (const char* label :
       {"utf-8",        "windows-1252", "ibm866",       "iso-8859-2",     "iso-8859-3",   "iso-8859-4",
        "iso-8859-5",   "iso-8859-6",   "iso-8859-7",   "iso-8859-8",     "iso-8859-10",  "iso-8859-13",
        "iso-8859-14",  "iso-8859-15",  "iso-8859-16",  "koi8-r",         "koi8-u",       "macintosh",
        "windows-874",  "windows-1250", "windows-1251", "windows-1253",   "windows-1254", "windows-1255",
        "windows-1256", "windows-1257", "windows-1258", "x-mac-cyrillic", "gb18030",      "big5",
        "euc-jp",       "iso-2022-jp",  "shift_jis",    "euc-kr",         "utf-16be",     "utf-16le",
        "utf-16"}) {
    INFO(label);
    const char* encoding = encoding_of_label(label);
    REQUIRE(encoding != nullptr);
    const iconv_t handle = ::iconv_open("UTF-8", encoding);
    REQUIRE(handle != reinterpret_cast<iconv_t>(-1));
    ::iconv_close(handle);
  }
}

TEST_CASE("what is not a label") {
  for (const char* label : {"", " ", "utf", "utf-8 utf8", "UTF-8//IGNORE", "utf-7", "utf-32", "x-user-defined",
                            "replacement", "IBM1047", "ISO-2022-KR", "../../x", "\xFF"})
    CHECK(encoding_of_label(label) == nullptr);
  CHECK(encoding_of_label(std::string(1'000'000, 'a')) == nullptr);
  CHECK(encoding_of_label(std::string_view("utf-8\0", 6)) == nullptr);
}

}  // namespace
}  // namespace quire
