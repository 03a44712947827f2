#include "runtime/reload/page_version.h"

#include "runtime/load/library_page.h"

#include <cstdio>

namespace quire {

namespace {

PageVersion failed_version(const std::string& page, const std::string& sentence) {
  PageVersion version;
  version.found.failure = failure_of_machine(page, sentence);
  version.grade = ChangeGrade::kCode;
  return version;
}

PageVersion load_built(BuildAnswer answer, const std::string& page) {
  PageVersion version;
  version.dependencies = std::move(answer.dependencies);
  version.stages = std::move(answer.stages);
  version.missing = std::move(answer.missing);
  version.grade = answer.compiled ? ChangeGrade::kCode : ChangeGrade::kText;
  if (!answer.ok) {
    version.found.failure = std::make_shared<PageFailure>(PageFailure{page, std::move(answer.diagnostics)});
    return version;
  }
  version.warnings = std::move(answer.diagnostics);
  auto loaded = LibraryPage::load(answer.record);
  if (loaded) version.found.page = *std::move(loaded);
  else version.found.failure = failure_of_machine(page, loaded.error().sentence);
  return version;
}

}  // namespace

std::optional<PageVersion> load_recorded_version(const std::string& work, const std::string& page) {
  const std::string path = work + page + ".record";
  Result<PageRecord> record = read_page_record(path);
  if (!record || !is_fresh(*record)) return std::nullopt;
  PageVersion version;
  version.dependencies = dependencies_of(*record);
  version.missing = record->absent;
  version.missing.insert(version.missing.end(), record->folders.begin(), record->folders.end());
  if (auto loaded = LibraryPage::load(*std::move(record), path)) {
    version.found.page = *std::move(loaded);
    return version;
  }
  // It is damaged or from another version of Quire: do not reuse its libraries.
  std::remove((work + page + ".libraries.json").c_str());
  return std::nullopt;
}

PageVersion build_version(const BuildClient& client, const BuildOrder& order, BuildCancellation& cancellation) {
  Result<BuildAnswer> answer = client.build(order, cancellation);
  if (answer) return load_built(*std::move(answer), order.page);
  PageVersion version = failed_version(order.page, answer.error().sentence);
  version.is_passing = true;
  return version;
}

}  // namespace quire
