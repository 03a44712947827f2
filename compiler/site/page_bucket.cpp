#include "compiler/site/page_bucket.h"

#include "compiler/diag/reported.h"
#include "compiler/link/link_mistakes.h"
#include "compiler/link/so_linker.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <map>
#include <utility>

namespace quire::compiler {

namespace {

/// Few enough that a change to one page is linked quickly; many enough that a server with a
/// thousand pages does not load a thousand libraries.
constexpr std::size_t kPagesOfBucket = 16;

std::size_t count_buckets(std::size_t pages) { return std::bit_ceil((pages + kPagesOfBucket - 1) / kPagesOfBucket); }

std::string shared_bucket_of(const std::string& page, std::size_t count) {
  return std::to_string(std::strtoull(content_hash(page).c_str(), nullptr, 16) % count);
}

std::string bucket_of(const PageObject& page, std::size_t count) {
  const bool is_alone = page.stands_alone || !page.links.empty();
  return is_alone ? content_hash(page.page) : shared_bucket_of(page.page, count);
}

LinkResult link_objects_of(const BucketLink& link, const std::vector<const PageObject*>& pages) {
  std::vector<std::string> objects;
  for (const PageObject* page : pages) {
    std::string object = object_path(link.objects(), page->object_name);
    if (std::ranges::find(objects, object) == objects.end()) objects.push_back(std::move(object));
  }
  // A page with link options of its own is alone in its bucket.
  const std::vector<std::string> options = pages.size() == 1 ? pages.front()->links : std::vector<std::string>();
  UsedLibrary site;
  if (!link.site.name.empty()) site = {link.site.folder + "/" + link.site.name, "$ORIGIN"};
  return link_pages(link.toolchain, objects, site, options);
}

BuildAnswer failure_of(const BucketLink& link, const PageObject& page, const LinkResult& linked) {
  Translation translation = translate(link.order.root, page.page);
  report_link(linked, translation);
  translation.sink.sort();
  BuildAnswer answer;
  answer.page = page.page;
  answer.diagnostics = reported(translation.sink, translation.sources, link.order.colour);
  return answer;
}

/// For an object that several pages share, the linker does not say which page lacks a symbol. Keeps
/// the symbols that the page's own code mentions.
void keep_own_symbols(const BucketLink& link, const PageObject& page, LinkResult& linked) {
  if (page.object_name == content_hash(page.page)) return;
  const Translation translation = translate(link.order.root, page.page);
  std::erase_if(linked.undefined_symbols,
                [&](const std::string& symbol) { return !mentions(translation.unit, symbol); });
}

/// Links each page by itself to find out which pages are at fault.
std::vector<BuildAnswer> find_mistakes(const BucketLink& link, const PageBucket& bucket, const LinkResult& together) {
  std::vector<BuildAnswer> failures;
  for (const PageObject* page : bucket.pages) {
    LinkResult alone = bucket.pages.size() == 1 ? together : link_objects_of(link, {page});
    // The missing symbols may be in sources with errors, which are reported instead.
    if (alone.ok || (link.site.has_mistakes && !alone.undefined_symbols.empty())) continue;
    keep_own_symbols(link, *page, alone);
    if (!alone.undefined_symbols.empty() || !alone.errors.empty()) failures.push_back(failure_of(link, *page, alone));
  }
  if (failures.empty() && !link.site.has_mistakes)
    for (const PageObject* page : bucket.pages) failures.push_back(failure_of(link, *page, together));
  return failures;
}

}  // namespace

std::vector<PageBucket> bucket_pages(const std::vector<const PageObject*>& pages) {
  const std::size_t count = count_buckets(pages.size());
  std::map<std::string, PageBucket> buckets;
  for (const PageObject* page : pages) {
    const std::string name = bucket_of(*page, count);
    PageBucket& bucket = buckets[name];
    bucket.name = name;
    bucket.pages.push_back(page);
  }
  std::vector<PageBucket> list;
  for (auto& [name, bucket] : buckets) list.push_back(std::move(bucket));
  return list;
}

std::vector<std::vector<std::string>> group_pages(const std::vector<std::string>& pages) {
  const std::size_t count = count_buckets(pages.size());
  std::map<std::string, std::vector<std::string>> groups;
  for (const std::string& page : pages) groups[shared_bucket_of(page, count)].push_back(page);
  std::vector<std::vector<std::string>> list;
  for (auto& [name, group] : groups) list.push_back(std::move(group));
  return list;
}

std::string bucket_key(const BucketLink& link, const PageBucket& bucket) {
  std::string text = link.toolchain.fingerprint + '\n' + link.toolchain.link_hash + '\n' + link.site.name;
  for (const PageObject* page : bucket.pages) {
    text += '\n' + page->object_hash;
    for (const std::string& option : page->links) text += '\n' + option;
  }
  return content_hash(text);
}

BucketAnswer link_bucket(const BucketLink& link, const PageBucket& bucket) try {
  const LinkResult linked = link_objects_of(link, bucket.pages);
  if (!linked.ok) return {false, {}, find_mistakes(link, bucket, linked)};
  const std::string hash = content_hash(linked.library);
  const std::string file = "pages-" + bucket.name + "." + hash + ".so";
  write_file(link.libraries() + "/" + file, linked.library);
  return {true, {bucket_key(link, bucket), file, linked.library.size(), hash}, {}};
} catch (const std::exception& error) {
  return {false, {}, {failed_build(bucket.pages.front()->page, error.what())}};
}

}  // namespace quire::compiler
