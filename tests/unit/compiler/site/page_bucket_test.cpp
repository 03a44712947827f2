#include "compiler/site/page_bucket.h"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

namespace quire::compiler {
namespace {

std::vector<PageObject> some_pages(std::size_t count) {
  std::vector<PageObject> pages(count);
  for (std::size_t number = 0; number < count; ++number) pages[number].page = "/p" + std::to_string(number) + ".page";
  return pages;
}

std::map<std::string, std::string> buckets_of(const std::vector<PageObject>& pages) {
  std::vector<const PageObject*> list;
  for (const PageObject& page : pages) list.push_back(&page);
  std::map<std::string, std::string> buckets;
  for (const PageBucket& bucket : bucket_pages(list))
    for (const PageObject* page : bucket.pages) buckets[page->page] = bucket.name;
  return buckets;
}

TEST_CASE("a few pages share one library") {
  for (const auto& [page, bucket] : buckets_of(some_pages(16))) CHECK(bucket == "0");
}

TEST_CASE("pages stay in their buckets while others come and go") {
  const auto before = buckets_of(some_pages(600));
  const auto after = buckets_of(some_pages(900));
  for (const auto& [page, bucket] : before) CHECK(after.at(page) == bucket);
}

TEST_CASE("pages that would touch their neighbours have none") {
  std::vector<PageObject> pages = some_pages(20);
  pages[3].stands_alone = true;
  pages[5].links = {"-lm"};
  const auto buckets = buckets_of(pages);
  for (const auto& [page, bucket] : buckets)
    CHECK((bucket.size() == 16) == (page == pages[3].page || page == pages[5].page));
  CHECK(buckets.at(pages[3].page) != buckets.at(pages[5].page));
}

}  // namespace
}  // namespace quire::compiler
