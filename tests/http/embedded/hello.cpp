// A site of one page, written by hand: what a program must have to be a server.
#include <quire/abi_stamp.h>
#include <quire/page.h>
#include <quire/server.h>

namespace {

void render(quire::PageContext& context, const quire::Text*, quire::Frame&) { context.out().raw("<h1>Hello</h1>\n"); }

constexpr std::string_view kFiles[] = {"index.page"};
constexpr quire::EmbeddedPlace kPlaces[] = {{0, 1, 1}};
const quire::EmbeddedPage kIndex = {
    {quire::kAbiStamp, "/index.page", 0, render}, "text/html;charset=UTF-8", "0123456789abcdef", 15, kPlaces, kFiles};
const quire::EmbeddedPage* const kPages[] = {&kIndex};
const quire::EmbeddedSite kSite = {quire::kAbiStamp, "hello", kPages, {}, {}};

}  // namespace

int main(int argc, char** argv) { return quire::serve(argc, argv, {{"", kSite}}); }
