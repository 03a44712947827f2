// Two sites in one program, written by hand as `pagec generate` writes them.
#include <quire/abi_stamp.h>
#include <quire/page.h>
#include <quire/server.h>

#include <stdexcept>

namespace {

using quire::EmbeddedFile;
using quire::EmbeddedPage;
using quire::EmbeddedPlace;
using quire::EmbeddedSite;
using quire::Frame;
using quire::kAbiStamp;
using quire::PageContext;
using quire::Text;

void render_broken(PageContext& context, const Text*, Frame& frame) {
  frame.enter();
  context.out().raw("before");
  frame.at(1);
  throw std::runtime_error("no stock");
}

void render_index(PageContext& context, const Text*, Frame& frame) {
  frame.enter();
  context.out().raw("shop at ");
  frame.at(0);
  quire::print_html(context.out(), context.application().context_path());
  context.out().raw(": ");
  quire::print_html(context.out(), context.application().init_param("owner"));
}

void render_missing(PageContext& context, const Text*, Frame&) { context.out().raw("nothing here"); }

void render_path(PageContext& context, const Text*, Frame& frame) {
  frame.enter();
  frame.at(0);
  context.out().raw(context.application().real_path("/data.txt"));
}

void render_asset(PageContext& context, const Text*, Frame& frame) {
  frame.enter();
  frame.at(0);
  quire::print_html(context.out(), context.application().asset(context.request().param("of")));
}

constexpr const char* kOfAnother = "0000000000000000";
constexpr std::string_view kText = "text/plain";
constexpr std::string_view kFilesOfPages[] = {"cart/view.page", "WEB-INF/part.pagef"};
constexpr EmbeddedPlace kPlaces[] = {{0, 3, 5}, {1, 2, 7}};

const EmbeddedPage kAsset = {{kAbiStamp, "/asset.page", 0, render_asset}, kText, "1", 0, kPlaces, kFilesOfPages};
const EmbeddedPage kBroken = {
    {kAbiStamp, "/cart/broken.page", 0, render_broken}, kText, "2", 6, kPlaces, kFilesOfPages};
const EmbeddedPage kIndex = {{kAbiStamp, "/cart/index.page", 0, render_index}, kText, "3", 8, kPlaces, kFilesOfPages};
const EmbeddedPage kMissing = {{kAbiStamp, "/missing.page", 0, render_missing}, kText, "4", 12, kPlaces, kFilesOfPages};
const EmbeddedPage kOld = {{kOfAnother, "/old.page", 0, render_missing}, kText, "5", 12, kPlaces, kFilesOfPages};
const EmbeddedPage kPath = {{kAbiStamp, "/path.page", 0, render_path}, kText, "6", 0, kPlaces, kFilesOfPages};
const EmbeddedPage* const kPages[] = {&kAsset, &kBroken, &kIndex, &kMissing, &kOld, &kPath};

constexpr EmbeddedFile kFiles[] = {
    {"/css/style.css", "3f2a1b2c00000000", "body { color: black }\n", "as gzip", "as brotli", "as zstd"},
    {"/index.html", "00000000000000aa", "<p>front</p>", {}, {}, {}},
    {"/only.js", "00000000000000bb", "let a;", "packed", {}, {}},
};
constexpr std::string_view kSettings =
    "[params]\nowner = \"Ann & Co\"\n[[error_page]]\nstatus = 404\npage = \"/missing.page\"\n";
const EmbeddedSite kShop = {kAbiStamp, "shop", kPages, kFiles, kSettings};
constexpr EmbeddedFile kManual[] = {{"/index.html", "00000000000000cc", "<p>manual</p>", {}, {}, {}}};
const EmbeddedSite kDocs = {kAbiStamp, "docs", {}, kManual, {}};

}  // namespace

int main(int argc, char** argv) { return quire::serve(argc, argv, {{"/shop", kShop}, {"", kDocs}}); }
