#include "tools/pagec/generate/site_unit.h"

#include <catch2/catch.hpp>

namespace quire::pagec {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

SiteUnit shop() {
  return {"shop",
          {"/cart/view.page", "/index.page"},
          {{"/a.css", "0001", "plain", "gz", "", "zst"}, {"/b \"c\".png", "0002", "pixels", "", "", ""}},
          "welcome = [\"index.page\"]\n"};
}

TEST_CASE("the bytes of a site are those of its files, one after the other") {
  CHECK(blob_of(shop()) == "plaingzzstpixels");
  CHECK(blob_of({"empty", {}, {}, {}}).empty());
}

TEST_CASE("the table of files has offset and size of each encoding") {
  const std::string code = code_of(shop(), "/gen/files.bin");
  CHECK(has(code, R"({quire::detail::view("/a.css", 6), "0001", {quire_files_shop + 0, 5},)"
                  R"( {quire_files_shop + 5, 2}, {}, {quire_files_shop + 7, 3}},)"));
  CHECK(has(code, R"({quire::detail::view("/b \"c\".png", 10), "0002", {quire_files_shop + 10, 6}, {}, {}, {}},)"));
  CHECK(has(code, "const char quire_files_shop[16]"));
}

TEST_CASE("a site without files or pages has no tables") {
  const std::string code = code_of({"empty", {}, {}, {}}, "/gen/files.bin");
  CHECK_FALSE(has(code, "kFiles"));
  CHECK_FALSE(has(code, "kPages"));
  CHECK_FALSE(has(code, "incbin"));
  CHECK(has(code, "constinit const quire::EmbeddedSite empty = {quire::kAbiStamp, \"empty\", {}, {},"));
}

TEST_CASE("a change of content changes the unit, even at the same size") {
  SiteUnit site = shop();
  const std::string before = code_of(site, "/gen/files.bin");
  site.files[0].plain = "other";
  CHECK(code_of(site, "/gen/files.bin") != before);
}

TEST_CASE("the path is escaped for C++ and for the assembler") {
  CHECK(has(code_of(shop(), R"(/gen "1"/files.bin)"), R"(.incbin \"/gen \\\"1\\\"/files.bin\"\n)"));
}

TEST_CASE("each site has a header of its own") {
  const std::string shop_header = header_of(shop());
  CHECK(has(shop_header, "namespace sites {\n\nextern const quire::EmbeddedSite shop;\n\n}"));
  const auto guard_of = [](const std::string& header) { return header.substr(header.find("#ifndef "), 40); };
  CHECK(guard_of(shop_header) != guard_of(header_of({"store", {}, {}, {}})));
}

}  // namespace
}  // namespace quire::pagec
