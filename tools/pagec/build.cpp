#include "compiler/build/build_jobs.h"
#include "compiler/build/clang_frontend.h"
#include "runtime/serve/console.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/report.h"
#include "tools/pagec/site.h"

#include <quire/abi.h>
#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>
#include <thread>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

constexpr const char* kManifest = "manifest.json";

/// A list of what was built, written last: a folder without one is not whole.
void write_manifest(const fs::path& output, const std::vector<json::object>& answers) {
  json::array pages;
  for (const json::object& answer : answers) {
    const std::string record = json::value_to<std::string>(answer.at("record"));
    pages.push_back(json::object{{"page", answer.at("page")},
                                 {"record", fs::path(record).lexically_relative(output).string()},
                                 {"dependencies", answer.at("dependencies")}});
  }
  const json::object manifest = {{"abi", kAbiStamp}, {"pages", std::move(pages)}};
  compiler::write_file((output / kManifest).string(), json::serialize(manifest));
}

}  // namespace

int build(const BuildOptions& options) {
  const fs::path output = fs::absolute(options.output).lexically_normal();
  const std::vector<PageName> pages = find_pages(options.folder, options.common.root, output.string());
  if (pages.empty()) throw UsageError(options.folder + " has no .page files");
  boost::system::error_code error;
  fs::create_directories(output, error);
  if (error) throw std::runtime_error("cannot make " + output.string() + ": " + error.message());

  std::vector<compiler::BuildRequest> requests;
  const auto optimization = options.level == 2 ? compiler::Optimization::kFull : compiler::Optimization::kNone;
  for (const PageName& page : pages)
    requests.push_back(
        {page.root, page.page, output.string(), optimization, false, wants_colour(), false, optimization});
  const compiler::Toolchain toolchain = compiler::find_toolchain({options.common.cache});
  compiler::start_llvm();
  Report report(options.common.diagnostics, requests.size());
  std::vector<json::object> answers(requests.size());
  std::size_t compiled = 0;
  const int jobs = options.jobs > 0 ? options.jobs : static_cast<int>(std::thread::hardware_concurrency());
  compiler::build_all(toolchain, requests, jobs, {}, [&](std::size_t number, json::object answer) {
    report.add(answer);
    compiled += answer.at("compiled").as_bool() ? 1 : 0;
    answers[number] = std::move(answer);
  });
  report.print_totals();
  if (!options.common.depfile.empty()) write_depfile(options.common.depfile, (output / kManifest).string(), answers);
  if (report.errors() > 0) return kExitMistakes;
  write_manifest(output, answers);
  if (options.common.diagnostics == "text")
    std::fprintf(stderr, "%s in %s, %zu of them compiled\n", counted(pages.size(), "page").c_str(),
                 options.output.c_str(), compiled);
  return 0;
}

}  // namespace quire::pagec
