// Compares what Clang and lld say of tests/golden/build/*.page, in page
// coordinates, with the `.diag` beside them, byte for byte. Usage as of
// quire_golden. Where things stand on this machine is left out: the folder of
// the page's site becomes `<site>`, those of the compiler's headers `<system>`,
// without the line.

#include "compiler/clang/clang_frontend.h"
#include "compiler/make/page_builder.h"
#include "tests/golden/golden_files.h"
#include "tests/unit/temporary_folder.h"

#include <iostream>
#include <regex>

// Read by AddressSanitizer: a compiler that crashes must die of its signal here
// as it does in a release.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" const char* __asan_default_options() { return "handle_sigill=0"; }

namespace {

namespace fs = boost::filesystem;
namespace qc = quire::compiler;
namespace qg = quire::golden;

constexpr int kParallel = 2;

/// Lays out the page's site in a folder of its own.
quire::BuildOrder order_for(const fs::path& page, const fs::path& folder) {
  const fs::path site = folder / "site";
  const fs::path files = fs::path(page).replace_extension(".files");
  fs::create_directories(site);
  if (fs::exists(files)) fs::copy(files, site, fs::copy_options::recursive);
  fs::copy_file(page, site / page.filename());
  return {site.string(), "/" + page.filename().string(), (folder / "work").string()};
}

std::string without_machine(std::string text, const std::string& site) {
  for (std::size_t at = text.find(site); at != std::string::npos; at = text.find(site, at))
    text.replace(at, site.size(), "<site>");
  static const std::regex system("^/usr/[^: ]*/([^/: ]+):[0-9]+:[0-9]+:", std::regex::multiline);
  return std::regex_replace(text, system, "<system>/$1:");
}

qg::Outputs outputs_of(const quire::BuildAnswer& answer, const std::string& site, std::set<std::string>& seen) {
  std::string text;
  for (const quire::ReportedDiagnostic& diagnostic : answer.diagnostics) {
    seen.insert(diagnostic.kind);
    text += diagnostic.rendered;
  }
  if (text.empty()) return {};
  return {{".diag", without_machine(std::move(text), site)}};
}

void run(const fs::path& root, qg::GoldenFiles& files) {
  const quire::TemporaryFolder folder;
  const std::vector<fs::path> pages = files.pages(root / "build");
  std::vector<quire::BuildOrder> orders;
  for (const fs::path& page : pages) orders.push_back(order_for(page, folder.path(page.stem().string())));
  const qc::Toolchain toolchain = qc::find_toolchain(qc::development_toolchain({}));
  qc::start_llvm();
  std::vector<qg::Outputs> outputs(pages.size());
  std::set<std::string> seen;
  qc::build_pages(toolchain, orders, kParallel, {}, [&](std::size_t number, const quire::BuildAnswer& answer) {
    outputs[number] = outputs_of(answer, orders[number].root, seen);
  });
  for (std::size_t number = 0; number < pages.size(); ++number) files.compare(pages[number], outputs[number]);
  files.require_kinds(qc::DiagnosticKind::kCppError, qc::DiagnosticKind::kBuildFailed, seen);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return qg::run_golden(argc, argv, run);
  } catch (const std::exception& error) {
    std::cerr << "quire_build_golden: " << error.what() << '\n';
    return 1;
  }
}
