#include "tools/pagec/build/manifest.h"

#include "runtime/base/content_hash.h"
#include "runtime/load/built_pages.h"
#include "runtime/protocol/manifest.h"
#include "runtime/protocol/page_record.h"
#include "tests/unit/temporary_folder.h"

#include <quire/abi_stamp.h>
#include <catch2/catch.hpp>

namespace quire::pagec {
namespace {

/// The compiler's output for a site in `site/`.
class Built {
 public:
  Built() {
    site.ok = true;
    const std::string library = folder.write("state/pages-0.1.so", "a library");
    site.libraries.push_back({library, "pages-0.1.so", 9, content_hash("a library")});
  }
  void add_page(const std::string& page) {
    PageRecord record;
    record.abi = kAbiStamp;
    record.page = page;
    record.entry = "quire_page_1";
    const std::string path = folder.write("state/" + content_hash(page) + ".record", to_bytes(record));
    site.pages.push_back(
        {page, path, "of the record", "pages-0.1.so", {{folder.path("site" + page), 1, 2, "of the page"}}});
  }
  std::vector<OutputFile> files() const { return built_files(site, folder.path("site"), Optimization::kFull); }

  const TemporaryFolder folder;
  compiler::BuiltSite site;
};

TEST_CASE("a server accepts what is built of a site") {
  Built built;
  built.add_page("/a.page");
  built.add_page("/cart/deep/view.page");
  std::vector<std::string> names;
  for (const OutputFile& file : built.files()) {
    names.push_back(file.path);
    if (file.source.empty()) CHECK(file.identity == content_hash(file.bytes));
    built.folder.write("out/" + file.path, file.source.empty() ? file.bytes : "a library");
  }
  CHECK(names == std::vector<std::string>{"WEB-INF/quire/lib/pages-0.1.so", "WEB-INF/quire/a.page.record",
                                          "WEB-INF/quire/cart/deep/view.page.record", kManifest});

  const Result<BuiltSite> read = read_built_site(built.folder.path("out"));
  INFO(read.error().sentence);
  REQUIRE(read);
  CHECK(read->manifest.optimization == "-O2");
  REQUIRE(read->manifest.pages.size() == 2);
  const Manifest::Page& page = read->manifest.pages[1];
  CHECK(page.page == "/cart/deep/view.page");
  CHECK(page.library == "lib/pages-0.1.so");
}

TEST_CASE("a record names its library as seen from its own folder") {
  Built built;
  built.add_page("/a.page");
  built.add_page("/cart/deep/view.page");
  const std::vector<OutputFile> files = built.files();
  const auto library_of = [](const OutputFile& file) { return parse_page_record(file.bytes, "a.record")->library; };
  CHECK(library_of(files[1]) == "lib/pages-0.1.so");
  CHECK(library_of(files[2]) == "../../lib/pages-0.1.so");
}

TEST_CASE("a manifest has no absolute paths") {
  Built built;
  built.add_page("/cart/view.page");
  const std::string manifest = built.files().back().bytes;
  CHECK(manifest.find(R"({"path":"cart/view.page","hash":"of the page"})") != std::string::npos);
  CHECK(manifest.find(built.folder.path()) == std::string::npos);
}

TEST_CASE("the error for a missing or damaged record names it") {
  Built built;
  built.add_page("/a.page");
  built.folder.write("state/" + content_hash("/a.page") + ".record", "{");
  CHECK_THROWS_WITH(built.files(), Catch::Contains(built.site.pages[0].record));
  boost::filesystem::remove(built.site.pages[0].record);
  CHECK_THROWS_WITH(built.files(), Catch::Contains(built.site.pages[0].record));
}

TEST_CASE("a page cannot be in a folder named like the manifest") {
  Built built;
  built.add_page("/manifest.json/a.page");
  CHECK_THROWS_WITH(built.files(), "a folder that contains pages cannot be named /manifest.json; rename it");
}

}  // namespace
}  // namespace quire::pagec
