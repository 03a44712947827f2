#include "tools/pagec/build/places.h"

#include "runtime/base/content_hash.h"
#include "tools/pagec/site.h"

#include <boost/filesystem.hpp>

#include <ctime>
#include <stdexcept>
#include <vector>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

/// Works for paths that do not exist yet.
std::string whole(const std::string& path) {
  boost::system::error_code error;
  fs::path found = fs::weakly_canonical(fs::absolute(path), error);
  if (error) throw UsageError(path + ": " + error.message());
  if (found.filename() == ".") found = found.parent_path();
  return found.string();
}

bool is_within(const std::string& path, const std::string& folder) {
  if (path.empty() || folder.empty()) return false;
  return path == folder || path.starts_with(folder == "/" ? folder : folder + "/");
}

void check_output(const BuildPlaces& places) {
  if (places.output == places.root)
    throw UsageError("the output would replace the site itself, " + places.root + "; specify another folder");
  if (is_within(places.output, places.root))
    throw UsageError("the output " + places.output + " is inside the site " + places.root +
                     ", so the next build would include it; specify a folder outside it");
  if (is_within(places.root, places.output))
    throw UsageError("the site " + places.root + " is inside the output " + places.output +
                     ", which is replaced as a whole; specify another folder");
}

void check_others(const BuildPlaces& places) {
  if (!places.archive.empty() && (is_within(places.archive, places.root) || is_within(places.archive, places.output)))
    throw UsageError("the archive " + places.archive +
                     " is inside the site or the output; specify a file outside them");
  if (!places.archive.empty() && fs::is_directory(places.archive))
    throw UsageError("the archive " + places.archive + " is a folder; specify a file");
  if (places.work.empty()) return;
  const bool is_in_site = is_within(places.work, places.root) && !is_within(places.work, places.root + "/WEB-INF/work");
  if (is_in_site || is_within(places.work, places.output) || is_within(places.output, places.work))
    throw UsageError("the work folder " + places.work +
                     " overlaps with the site or the output; "
                     "specify a separate folder");
}

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

BuildPlaces find_places(const BuildOptions& options) {
  if (options.output.empty() && options.archive.empty())
    throw UsageError("missing output: specify -o DIR, --war FILE, or both");
  boost::system::error_code error;
  const fs::path root = fs::canonical(options.folder, error);
  if (error) throw UsageError(options.folder + ": " + error.message());
  if (!fs::is_directory(root)) throw UsageError(options.folder + " is not a folder");
  BuildPlaces places;
  places.root = root.string();
  if (!options.output.empty()) places.output = whole(options.output);
  if (!options.archive.empty()) places.archive = whole(options.archive);
  if (!options.work.empty()) places.work = whole(options.work);
  check_output(places);
  check_others(places);
  return places;
}

std::string state_folder(const std::string& cache, const BuildPlaces& places) {
  const fs::path builds = fs::path(cache) / "builds";
  remove_unused(builds);
  if (!places.work.empty()) return places.work;
  const std::string& target = places.output.empty() ? places.archive : places.output;
  return (builds / content_hash(places.root + '\0' + target)).string();
}

void make_folder(const std::string& path) {
  boost::system::error_code error;
  fs::create_directories(path, error);
  if (error) throw std::runtime_error("cannot create " + path + ": " + error.message());
}

}  // namespace quire::pagec
