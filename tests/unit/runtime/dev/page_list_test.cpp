#include "runtime/dev/page_list.h"

#include "tests/unit/temporary_folder.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

namespace quire {
namespace {

namespace json = boost::json;

/// A source that knows what it is told.
class ToldPages final : public PageSource {
 public:
  explicit ToldPages(std::vector<PageStatus> pages) : pages_(std::move(pages)) {}
  FoundPage find_now(const std::string&) override { return {}; }
  std::vector<PageStatus> pages() override { return pages_; }

 private:
  const std::vector<PageStatus> pages_;
};

/// The list of one site at `/shop`.
json::array listed(const TemporaryFolder& folder, std::vector<PageStatus> pages, const RunErrors& errors = {}) {
  const std::vector<std::shared_ptr<Site>> sites = {
      std::shared_ptr<Site>(new Site{Webapp(Webapp::Options{"/shop", [](std::string_view) {}}, folder.path()),
                                     std::make_unique<ToldPages>(std::move(pages))})};
  const json::array all = list_pages(sites, errors);
  REQUIRE(all.size() == 1);
  CHECK(all[0].at("context_path").as_string() == "/shop");
  CHECK(all[0].at("root").as_string() == folder.path());
  return all[0].at("pages").as_array();
}

TEST_CASE("pages on disk that nobody has asked for are listed, and nothing else is") {
  const TemporaryFolder folder;
  for (const char* name :
       {"b.page", "a/x.pagex", "WEB-INF/inner.page", "WEB-INF/work/old.page", ".git/c.page", ".d.page", "e.pagef"})
    folder.write(name);
  folder.write("uploads/f.page");
  folder.write("WEB-INF/web.toml", "[[group]]\npattern = \"/uploads/*\"\npages = false\n");
  const json::array pages = listed(folder, {});
  std::string names;
  for (const json::value& page : pages) {
    CHECK(page.at("state").as_string() == "not built");
    names += std::string(page.at("page").as_string()) + " ";
  }
  CHECK(names == "/WEB-INF/inner.page /a/x.pagex /b.page ");
}

TEST_CASE("a page that failed has its first mistake, and what it is made of") {
  const TemporaryFolder folder;
  folder.write("a.page");
  PageStatus status{"/a.page"};
  status.found.failure = failure_of_machine("/a.page", "no memory is left");
  status.dependencies = {{folder.path("a.page")}, {folder.path("WEB-INF/head.pagef")}, {"/usr/include/b.h"}};
  status.builds = 2;
  status.grade = ChangeGrade::kCode;
  status.milliseconds = 12.3456;
  status.stages = {{"compile", 8.126}};
  const json::array pages = listed(folder, {status});
  REQUIRE(pages.size() == 1);
  const json::object& page = pages[0].as_object();
  CHECK(page.at("state").as_string() == "failed");
  CHECK(page.at("error").at("message").as_string() == "no memory is left");
  CHECK(page.at("dependencies") == json::array{"WEB-INF/head.pagef"});
  CHECK(page.at("outside").to_number<int>() == 1);
  CHECK(page.at("grade").as_string() == "code");
  CHECK(page.at("milliseconds").as_double() == 12.35);
  CHECK(json::serialize(page.at("stages")) == "[[\"compile\",8.13E0]]");
}

TEST_CASE("the last error of a page is told with its place, where there is one") {
  const TemporaryFolder folder;
  folder.write("a.page");
  RunError error;
  error.type = "std::out_of_range";
  error.message = "no pens";
  error.places = {{"/a.page", "a.page", 3, 5}, {"/b.page", "b.page", 1, 1}};
  RunErrors errors;
  errors.note("/shop/a.page", error);
  const json::value last = listed(folder, {PageStatus{"/a.page"}}, errors)[0].at("last_run_error");
  CHECK(last.at("message").as_string() == "std::out_of_range: no pens");
  CHECK(last.at("file").as_string() == "a.page");
  CHECK(last.at("line").to_number<int>() == 3);
  RunError nowhere;
  nowhere.message = "stopped";
  errors.note("/shop/a.page", nowhere);
  const json::object again = listed(folder, {PageStatus{"/a.page"}}, errors)[0].at("last_run_error").as_object();
  CHECK(again.at("message").as_string() == "stopped");
  CHECK_FALSE(again.contains("line"));
}

TEST_CASE("so many pages are remembered, and those are kept up to date") {
  RunErrors errors;
  RunError error;
  for (std::size_t count = 0; count < RunErrors::kMaxPages + 10; ++count)
    errors.note("/" + std::to_string(count), error);
  CHECK(errors.all().size() == RunErrors::kMaxPages);
  error.message = "newer";
  errors.note("/1", error);
  CHECK(errors.all().at("/1").message == "newer");
}

}  // namespace
}  // namespace quire
