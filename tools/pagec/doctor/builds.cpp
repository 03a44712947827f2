#include "compiler/clang/clang_frontend.h"
#include "compiler/make/page_builder.h"
#include "compiler/make/prelude.h"
#include "runtime/base/file.h"
#include "runtime/load/library_page.h"
#include "tools/pagec/doctor/examine.h"
#include "tools/pagec/temporary_folder.h"

#include <quire/abi_stamp.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* kPage = "/doctor.page";
constexpr const char* kThinPage = "one and one is <%= 1 + 1 %>\n";
/// A page that imports headers is compiled with the larger prelude.
constexpr const char* kStdPage =
    "<%@ page import=\"<string>, <vector>\" %><%= std::vector<std::string>(2, \"one\").size() %>\n";

/// Milliseconds that a small page takes on an idle machine when everything is warm,
/// and the factor up to which longer times are acceptable.
constexpr std::pair<const char*, double> kUsual[] = {{"translate", 0.2}, {"compile", 10}, {"link", 4}, {"load", 0.2}};
constexpr double kPatience = 4;
/// Shorter times are not considered slow: they may be noise.
constexpr double kNoise = 5;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::string milliseconds_text(double milliseconds) {
  char text[32];
  const int size = std::snprintf(text, sizeof text, milliseconds < 9.95 ? "%.1f ms" : "%.0f ms", milliseconds);
  return {text, static_cast<std::size_t>(size)};
}

/// Whether a folder given by `option` contains the file `name`. The folder is the
/// next argument, as in `-internal-isystem DIR`, or the rest of it, as in `-LDIR`.
bool any_folder_has(const std::vector<std::string>& arguments, const std::string& option, const std::string& name) {
  for (auto at = arguments.begin(); at != arguments.end(); ++at) {
    if (*at == option && std::next(at) != arguments.end() && fs::exists(fs::path(*std::next(at)) / name)) return true;
    if (at->size() > option.size() && at->starts_with(option) && fs::exists(fs::path(at->substr(option.size())) / name))
      return true;
  }
  return false;
}

/// Whether Clang's driver found an object file of that name, and passes its path.
bool links_object(const std::vector<std::string>& arguments, const std::string& name) {
  return std::ranges::any_of(
      arguments, [&](const std::string& argument) { return argument.ends_with("/" + name) && fs::exists(argument); });
}

Finding package(const char* subject, bool is_there, const char* seen, const std::string& unseen, const char* name) {
  if (is_there) return {Condition::kOk, subject, seen};
  return {Condition::kMissing, subject, unseen, std::string("apt install ") + name};
}

void examine_packages(Findings& findings, const compiler::Toolchain& toolchain) {
  findings.push_back(package("Clang's headers", fs::exists(fs::path(toolchain.resource_dir) / "include" / "stddef.h"),
                             toolchain.resource_dir.c_str(), toolchain.resource_dir + "/include has no stddef.h",
                             "libclang-common-19-dev"));
  const bool has_library = any_folder_has(toolchain.compile_arguments, "-internal-isystem", "vector") &&
                           any_folder_has(toolchain.link_arguments, "-L", "libstdc++.so") &&
                           links_object(toolchain.link_arguments, "crtbeginS.o");
  findings.push_back(package("libstdc++", has_library, "headers and libraries found",
                             "headers or libraries of g++ 12 not found", "libstdc++-12-dev"));
  const bool has_libc = any_folder_has(toolchain.compile_arguments, "-internal-externc-isystem", "stdio.h") &&
                        links_object(toolchain.link_arguments, "crti.o");
  findings.push_back(
      package("libc", has_libc, "headers and start files found", "stdio.h or crti.o not found", "libc6-dev"));
}

void examine_page_api(Findings& findings, const compiler::Toolchain& toolchain) {
  const Result<std::string> stamp = read_file(toolchain.include_dir + "/quire/abi_stamp.h");
  const bool has_page = fs::exists(toolchain.include_dir + "/quire/page.h");
  Finding finding{Condition::kOk, "libquire", toolchain.library + ", headers in " + toolchain.include_dir};
  if (!has_page || !stamp || stamp->find(kAbiStamp) == std::string::npos) {
    finding.condition = Condition::kMissing;
    finding.seen = toolchain.include_dir +
                   (has_page && stamp ? " contains headers of a different version than pagec" : " has no quire/page.h");
    finding.remedy = "reinstall Quire, or build it with tools/build";
  }
  findings.push_back(std::move(finding));
}

/// Precompiled headers with their times, to detect new ones.
std::map<std::string, std::time_t> preludes_in(const std::string& cache) {
  std::map<std::string, std::time_t> preludes;
  boost::system::error_code error;
  for (fs::directory_iterator entry(cache, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == ".pch")
      preludes[entry->path().string()] = fs::last_write_time(entry->path(), error);
  return preludes;
}

/// A site with one page, for test builds.
class Patient {
 public:
  explicit Patient(const compiler::Toolchain& toolchain) : toolchain_(toolchain) {}

  BuildAnswer build(const std::string& text) const {
    write_file(folder_.path() + kPage, text);
    return compiler::build_page(toolchain_,
                                {folder_.path(), kPage, folder_.path() + "/work", Optimization::kNone, false, false});
  }
  std::string folder() const { return folder_.path(); }

 private:
  const compiler::Toolchain& toolchain_;
  const TemporaryFolder folder_;
};

/// The first diagnostic of a failed build.
std::string first_words(const BuildAnswer& answer) {
  return answer.diagnostics.empty() ? "no reason given" : answer.diagnostics.front().message;
}

/// The milliseconds of a stage; nullptr if the build did not reach it.
const double* time_of(const StageTimes& stages, std::string_view name) {
  const auto stage = std::ranges::find(stages, name, &StageTimes::value_type::first);
  return stage == stages.end() ? nullptr : &stage->second;
}

/// Builds a page that needs one of the precompiled headers. Returns false on failure.
bool examine_prelude(Findings& findings, const compiler::Toolchain& toolchain, const Patient& patient, const char* kind,
                     const char* page) {
  const auto before = preludes_in(toolchain.cache_dir);
  const BuildAnswer answer = patient.build(page);
  const std::string subject = std::string(kind) + " headers";
  const double* took = time_of(answer.stages, "prelude");
  if (!answer.ok) {
    findings.push_back({Condition::kMissing, subject, "cannot build a test page: " + first_words(answer),
                        took == nullptr ? "see the lines above" : "see the lines above, and `--cache DIR`"});
    return false;
  }
  const double milliseconds = took == nullptr ? 0 : *took;
  const bool is_new = preludes_in(toolchain.cache_dir) != before;
  findings.push_back({Condition::kOk,
                      subject,
                      (is_new ? "precompiled in " + milliseconds_text(milliseconds) + " to " : "precompiled, in ") +
                          toolchain.cache_dir,
                      "",
                      {{"milliseconds", milliseconds}, {"made", is_new ? 1 : 0}}});
  return true;
}

/// Measures a second build, when everything is warm.
Finding examine_test_page(const Patient& patient) {
  const BuildAnswer answer = patient.build(std::string("again: ") + kThinPage + "<%= 2 %>");
  Finding finding{Condition::kOk, "a test page", ""};
  const auto fails = [&](const std::string& seen) {
    finding.condition = Condition::kMissing;
    finding.seen = seen;
    finding.remedy = "see the lines above";
    return finding;
  };
  if (!answer.ok) return fails("cannot build it: " + first_words(answer));
  StageTimes stages = answer.stages;
  const auto start = Clock::now();
  const auto loaded = LibraryPage::load(answer.record);
  if (!loaded) return fails("cannot load it: " + loaded.error().sentence);
  stages.emplace_back("load", milliseconds_since(start));
  for (const auto& [stage, usual] : kUsual) {
    const double* took = time_of(stages, stage);
    const double milliseconds = took == nullptr ? 0 : *took;
    finding.figures.emplace_back(stage, milliseconds);
    finding.seen += std::string(finding.seen.empty() ? "" : ", ") + stage + " " + milliseconds_text(milliseconds);
    if (milliseconds <= kPatience * usual || milliseconds <= kNoise) continue;
    finding.condition = Condition::kSlow;
    finding.seen += " (normal: " + milliseconds_text(usual) + ")";
    finding.remedy = "check what else runs on this machine, and whether pagec is a release build";
  }
  return finding;
}

/// Splits a message of the toolchain: "what is wrong; what to do".
Finding missing_toolchain(const std::string& sentence) {
  const std::size_t semicolon = sentence.rfind("; ");
  if (semicolon == std::string::npos) return {Condition::kMissing, "the compiler", sentence, "reinstall Quire"};
  return {Condition::kMissing, "the compiler", sentence.substr(0, semicolon), sentence.substr(semicolon + 2)};
}

}  // namespace

void examine_builds(Findings& findings, const std::string& cache) {
  try {
    const compiler::Toolchain toolchain = compiler::find_toolchain(compiler::development_toolchain(cache));
    examine_packages(findings, toolchain);
    examine_page_api(findings, toolchain);
    examine_folder(findings, "cache folder", toolchain.cache_dir, /*loads_libraries=*/false);
    const Patient patient(toolchain);
    examine_folder(findings, "temporary files", patient.folder(), /*loads_libraries=*/true);
    compiler::start_llvm();
    if (!examine_prelude(findings, toolchain, patient, "std", kStdPage) ||
        !examine_prelude(findings, toolchain, patient, "thin", kThinPage))
      return;
    findings.push_back(examine_test_page(patient));
  } catch (const std::exception& error) {
    findings.push_back(missing_toolchain(error.what()));
  }
}

}  // namespace quire::pagec
