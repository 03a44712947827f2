#include "runtime/load/page_record.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <sys/stat.h>
#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace quire {

namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, const char* name) {
  return json::value_to<std::string>(object.at(name));
}

void add_dependencies(const json::value& list, std::vector<FileState>& dependencies) {
  for (const json::value& entry : list.as_array()) {
    const json::object& file = entry.as_object();
    dependencies.push_back({text_of(file, "path"), file.at("size").to_number<std::uint64_t>(),
                            file.at("modified").to_number<std::int64_t>()});
  }
}

std::string version_of(const PageRecord& record) {
  // With its NUL, which no text has, so that parts cannot be shifted.
  const auto whole = [](const std::string& text) { return std::string_view(text.c_str(), text.size() + 1); };
  const std::string_view sizes(reinterpret_cast<const char*>(record.text_sizes.data()),
                               record.text_sizes.size() * sizeof(std::uint32_t));
  return content_hash({whole(record.key), whole(record.content_type), whole(record.texts), sizes});
}

PageRecord from_json(const json::object& object, std::string texts, const std::string& folder) {
  PageRecord record;
  record.abi = text_of(object, "abi");
  record.page = text_of(object, "page");
  record.library = folder + text_of(object, "library");
  record.key = text_of(object, "key");
  record.entry = text_of(object, "entry");
  record.content_type = text_of(object, "content_type");
  std::uint64_t size = 0;
  for (const json::value& text : object.at("text_sizes").as_array()) {
    record.text_sizes.push_back(text.to_number<std::uint32_t>());
    size += record.text_sizes.back();
  }
  if (size != texts.size()) throw std::runtime_error("its texts are not whole");
  record.texts = std::move(texts);
  for (const json::value& file : object.at("files").as_array())
    record.files.push_back(json::value_to<std::string>(file));
  for (const json::value& place : object.at("elements").as_array()) {
    const json::array& parts = place.as_array();
    record.places.push_back({parts.at(0).to_number<std::uint32_t>(), parts.at(1).to_number<std::uint32_t>(),
                             parts.at(2).to_number<std::uint32_t>()});
  }
  record.unit = text_of(object, "unit");
  record.segments = text_of(object, "segments");
  add_dependencies(object.at("sources"), record.dependencies);
  add_dependencies(object.at("headers"), record.dependencies);
  for (const json::value& path : object.at("absent").as_array())
    record.absent.push_back(json::value_to<std::string>(path));
  record.folders = json::value_to<std::vector<std::string>>(object.at("folders"));
  record.version = version_of(record);
  return record;
}

}  // namespace

bool is_as_recorded(const FileState& file) {
  struct stat status{};
  if (::stat(file.path.c_str(), &status) != 0) return false;
  return static_cast<std::uint64_t>(status.st_size) == file.size &&
         std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec == file.modified;
}

bool is_fresh(const PageRecord& record) {
  const auto exists = [](const std::string& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0;
  };
  return std::all_of(record.dependencies.begin(), record.dependencies.end(), is_as_recorded) &&
         std::none_of(record.absent.begin(), record.absent.end(), exists);
}

Result<PageRecord> parse_page_record(std::string bytes, const std::string& path) {
  try {
    const std::size_t line = std::min(bytes.find('\n'), bytes.size());
    const json::value value = json::parse(std::string_view(bytes).substr(0, line));
    bytes.erase(0, std::min(line + 1, bytes.size()));
    return from_json(value.as_object(), std::move(bytes), path.substr(0, path.rfind('/') + 1));
  } catch (const std::exception& error) {
    return Error{path + " is no page record of this version (" + error.what() +
                 "); remove it, and the page is built again"};
  }
}

Result<PageRecord> read_page_record(const std::string& path) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  return parse_page_record(*std::move(bytes), path);
}

}  // namespace quire
