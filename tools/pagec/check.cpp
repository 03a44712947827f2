#include "compiler/clang/clang_frontend.h"
#include "compiler/make/page_builder.h"
#include "compiler/make/site_source.h"
#include "runtime/base/terminal.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/report.h"
#include "tools/pagec/site.h"

#include <unistd.h>
#include <boost/filesystem.hpp>

#include <set>
#include <thread>

namespace quire::pagec {

int check(const CheckOptions& options) {
  std::vector<BuildOrder> orders;
  for (const std::string& path : options.paths) {
    const bool is_folder = boost::filesystem::is_directory(path);
    const std::vector<PageName> pages =
        is_folder ? find_pages(path, options.common.root) : std::vector<PageName>{name_page(path, options.common.root)};
    for (const PageName& page : pages)
      orders.push_back({page.root, page.page, {}, Optimization::kNone, true, wants_colour(STDERR_FILENO)});
    if (!is_folder) continue;
    // If the folder is only a part of a site, there is no WEB-INF/src in it.
    const std::string site = boost::filesystem::canonical(path).string();
    for (const PageName& tag : find_tag_files(site))
      orders.push_back({tag.root, tag.page, {}, Optimization::kNone, true, wants_colour(STDERR_FILENO)});
    for (const std::string& source : compiler::list_sources(site).sources)
      orders.push_back({site, "/" + source, {}, Optimization::kNone, true, wants_colour(STDERR_FILENO)});
  }
  const compiler::Toolchain toolchain = compiler::find_toolchain(compiler::development_toolchain(options.common.cache));
  compiler::start_llvm();
  Report report(options.common.diagnostics, orders.size());
  std::set<std::string> dependencies;
  const int jobs = options.jobs > 0 ? options.jobs : static_cast<int>(std::thread::hardware_concurrency());
  compiler::build_pages(toolchain, orders, jobs, {}, [&](std::size_t, const BuildAnswer& answer) {
    report.add(answer);
    for (const FileStamp& file : answer.dependencies) dependencies.insert(file.path);
  });
  report.print_totals();
  if (!options.common.depfile.empty()) write_depfile(options.common.depfile, "check", dependencies);
  return report.errors() > 0 ? kExitMistakes : 0;
}

}  // namespace quire::pagec
