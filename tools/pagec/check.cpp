#include "compiler/clang/clang_frontend.h"
#include "compiler/make/page_builder.h"
#include "compiler/make/source_list.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/cores.h"
#include "runtime/base/terminal.h"
#include "tools/pagec/check_texts.h"
#include "tools/pagec/cmake_target.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/report.h"
#include "tools/pagec/site.h"
#include "tools/pagec/temporary_folder.h"

#include <unistd.h>
#include <boost/filesystem.hpp>

#include <set>

namespace quire::pagec {

namespace {

/// Reports what is wrong with the sites as such, and removes the pages that cannot be compiled.
void check_sites(std::vector<BuildOrder>& orders, Report& report) {
  std::set<std::string> roots;
  for (const BuildOrder& order : orders) roots.insert(order.root);
  for (const std::string& root : roots) report.add({}, check_settings(root));
  std::erase_if(orders, [&](const BuildOrder& order) {
    const auto mistake = name_mistake(order.page);
    if (mistake) report.add(mistake->file, {*mistake});
    return mistake.has_value();
  });
}

}  // namespace

int check(const CheckOptions& options) {
  // For the libraries of the sites' own C++, which pages are linked with.
  const TemporaryFolder work;
  const auto order_for = [&](const std::string& site, const std::string& page) {
    return BuildOrder{
        site, page, work.path() + "/" + content_hash(site), Optimization::kNone, true, wants_colour(STDERR_FILENO)};
  };
  std::vector<BuildOrder> orders;
  std::set<std::string> whole_sites;
  for (const std::string& path : options.paths) {
    const bool is_folder = boost::filesystem::is_directory(path);
    const std::vector<PageName> pages =
        is_folder ? find_pages(path, options.common.root) : std::vector<PageName>{name_page(path, options.common.root)};
    // If the folder is only a part of a site, there is no WEB-INF/src in it.
    const std::string site = is_folder ? boost::filesystem::canonical(path).string() : std::string();
    if (is_folder && !compiler::list_sources(site).sources.empty())
      orders.push_back(order_for(site, "/" + std::string(compiler::kSiteSources)));
    for (const PageName& page : pages) orders.push_back(order_for(page.root, page.page));
    if (!is_folder) continue;
    if (options.common.root.empty()) whole_sites.insert(site);
    for (const PageName& tag : find_tag_files(site)) orders.push_back(order_for(tag.root, tag.page));
  }
  compiler::Toolchain toolchain = compiler::find_toolchain(compiler::development_toolchain(options.common.cache));
  if (!options.cmake.empty() && !orders.empty()) {
    const CMakeTarget target{options.cmake.front(), options.cmake.size() > 1 ? options.cmake.back() : "",
                             orders.front().root};
    toolchain = toolchain_with(toolchain, flags_of(target, toolchain));
  }
  compiler::start_llvm();
  Report report(options.common.diagnostics, orders.size());
  check_sites(orders, report);
  std::set<std::string> dependencies;
  const int jobs = options.jobs > 0 ? options.jobs : static_cast<int>(usable_cores());
  TextChecks texts(report);
  compiler::build_pages(toolchain, orders, jobs, {}, [&](std::size_t number, const BuildAnswer& answer) {
    report.add(answer);
    texts.add(orders[number].root, answer.page, answer.texts);
    for (const FileStamp& file : answer.dependencies) dependencies.insert(file.path);
  });
  texts.finish(whole_sites);
  report.print_totals();
  if (!options.common.depfile.empty()) write_depfile(options.common.depfile, "check", dependencies);
  return report.errors() > 0 ? kExitMistakes : 0;
}

}  // namespace quire::pagec
