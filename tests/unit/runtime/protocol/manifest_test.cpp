#include "runtime/protocol/manifest.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "tests/unit/runtime/load/built_folder.h"

#include <quire/abi_stamp.h>

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

std::string refusal(const BuiltFolder& built) {
  const Result<Manifest> manifest = read_manifest(built.root(), kAbiStamp);
  return manifest ? std::string() : manifest.error().sentence;
}

TEST_CASE("a manifest lists pages in their order, each with its library") {
  const BuiltFolder built;
  const Result<Manifest> manifest = read_manifest(built.root(), kAbiStamp);
  REQUIRE(manifest);
  REQUIRE(manifest->pages.size() == 2);
  CHECK(manifest->pages[0].page == "/a.page");
  CHECK(manifest->pages[0].record == "a.page.record");
  CHECK(manifest->pages[0].hash == content_hash("another"));
  CHECK(manifest->pages[1].page == "/cart/view.page");
  REQUIRE(manifest->libraries.size() == 1);
  CHECK(manifest->libraries[0].file == "lib/pages-0.so");
  CHECK(manifest->libraries[0].size == 10);
}

TEST_CASE("a manifest is written as it is read") {
  const BuiltFolder built;
  const std::string text = *read_file(built.root() + "/" + kManifest);
  Manifest manifest = *read_manifest(built.root(), kAbiStamp);
  // The folder lists them in another order.
  std::swap(manifest.pages[0], manifest.pages[1]);
  CHECK(to_text(manifest) == text);
}

TEST_CASE("a folder is built when it has a manifest") {
  const BuiltFolder built;
  CHECK(is_built_site(built.root()));
  const TemporaryFolder other;
  other.write("index.page");
  CHECK_FALSE(is_built_site(other.path()));
  const Result<Manifest> manifest = read_manifest(other.path(), kAbiStamp);
  REQUIRE_FALSE(manifest);
  CHECK_THAT(manifest.error().sentence, StartsWith("cannot read " + other.path() + "/WEB-INF/quire/manifest.json: "));
}

TEST_CASE("a manifest that was edited is refused") {
  BuiltFolder built;
  const std::string text = *read_file(built.root() + "/" + kManifest);
  const std::string expected = built.root() +
                               "/WEB-INF/quire/manifest.json was changed after the build; build the site "
                               "again, with the `pagec` of this server's version";
  std::string edited = text;
  edited.replace(edited.find("/a.page"), 7, "/b.page");
  built.write_text(edited);
  CHECK(refusal(built) == expected);
  // The seal itself, its place, and the line's end.
  edited = text;
  edited[edited.size() - 5] = edited[edited.size() - 5] == '0' ? '1' : '0';
  built.write_text(edited);
  CHECK(refusal(built) == expected);
  built.write_text(text.substr(0, text.size() - 1));
  CHECK(refusal(built) == expected);
  built.write_text(text.substr(0, text.find(",\"seal\"")) + "}\n");
  CHECK(refusal(built) == expected);
  built.write_text(text);
  CHECK(refusal(built).empty());
}

TEST_CASE("a manifest of another form or page API is refused with what wrote it") {
  BuiltFolder built;
  built.abi = "0123456789abcdef";
  built.write();
  CHECK_THAT(refusal(built),
             Contains("was built by Quire 0.0.9 for a different page API (0123456789abcdef; this server has ") &&
                 Contains("; build the site again, with the `pagec` of this server's version"));
  built.format = 1;
  built.write();
  CHECK_THAT(refusal(built), Contains("has format 1, written by Quire 0.0.9, but this server reads format 2; build"));
}

TEST_CASE("what is no manifest is refused") {
  BuiltFolder built;
  for (const char* text : {"", "{", "[]", "{}\n", "null", R"({"format":"1","quire":"0.1.0"})", R"({"format":1})"}) {
    CAPTURE(text);
    built.write_text(text);
    const std::string what = *text == '\0' ? "empty" : "damaged";
    CHECK_THAT(refusal(built), Contains("manifest.json is " + what + "; build the site again"));
  }
}

TEST_CASE("paths that lead out of the folder are refused, sealed or not") {
  for (const char* path : {"../x.so", "/lib/x.so", "lib/../../x.so", "lib//x.so", "./x.so", "lib/", "", "lib/."}) {
    CAPTURE(path);
    BuiltFolder built;
    built.libraries[0].as_object()["file"] = path;
    built.write();
    CHECK_THAT(refusal(built), Contains("lists library `" + std::string(path) + "`, which is outside the folder"));
    BuiltFolder record;
    record.pages[0].as_object()["record"] = path;
    record.write();
    CHECK_THAT(refusal(record), Contains("lists record `" + std::string(path) + "`, which is outside the folder"));
  }
  for (const char* path : {"/../a.page", "a.page", "/a/../b.page", "//a.page", "/a.page/", "", "/"}) {
    CAPTURE(path);
    BuiltFolder built;
    built.pages[0].as_object()["page"] = path;
    built.write();
    CHECK_THAT(refusal(built), Contains("lists page `" + std::string(path) + "`, which is outside the folder"));
  }
}

TEST_CASE("a page is in a library that is listed, and once") {
  BuiltFolder built;
  built.pages[0].as_object()["library"] = "lib/other.so";
  built.write();
  CHECK_THAT(refusal(built),
             Contains("lists page `/cart/view.page` in library `lib/other.so`, which it does not list"));
  BuiltFolder twice;
  twice.pages[0].as_object()["page"] = "/a.page";
  twice.write();
  CHECK_THAT(refusal(twice), Contains("lists page `/a.page` twice"));
}

}  // namespace
}  // namespace quire
