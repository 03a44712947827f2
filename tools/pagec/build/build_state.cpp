#include "tools/pagec/build/build_state.h"

#include "runtime/base/content_hash.h"

#include <boost/filesystem.hpp>

#include <ctime>
#include <vector>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

constexpr std::time_t kUnused = std::time_t{30} * 24 * 60 * 60;

void remove_unused(const fs::path& builds) {
  boost::system::error_code error;
  std::vector<fs::path> unused;
  for (fs::directory_iterator entry(builds, error), end; !error && entry != end; entry.increment(error)) {
    boost::system::error_code no_time;
    const std::time_t written = fs::last_write_time(entry->path() / "state.json", no_time);
    // A folder without this file may belong to a running build.
    if (!no_time && std::time(nullptr) - written > kUnused) unused.push_back(entry->path());
  }
  for (const fs::path& folder : unused) fs::remove_all(folder, error);
}

}  // namespace

std::string state_folder(const std::string& cache, const BuildPlaces& places) {
  const fs::path builds = fs::path(cache) / "builds";
  remove_unused(builds);
  if (!places.work.empty()) return places.work;
  const std::string& target = places.output.empty() ? places.archive : places.output;
  return (builds / content_hash(places.root + '\0' + target)).string();
}

}  // namespace quire::pagec
