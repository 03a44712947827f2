#include "runtime/protocol/page_record.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "runtime/protocol/json_member.h"

#include <sys/stat.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace quire {

namespace {

namespace json = boost::json;

/// Of this form of the record.
constexpr int kFormat = 2;

json::array places_to_json(const std::vector<PagePlace>& places) {
  json::array array;
  for (const PagePlace& place : places) array.push_back(json::array{place.file, place.line, place.column});
  return array;
}

std::vector<PagePlace> places_from_json(const json::array& array) {
  std::vector<PagePlace> places;
  for (const json::value& value : array) {
    const json::array& parts = value.as_array();
    places.push_back({parts.at(0).to_number<std::uint32_t>(), parts.at(1).to_number<std::uint32_t>(),
                      parts.at(2).to_number<std::uint32_t>()});
  }
  return places;
}

/// All but the texts.
json::object to_json(const PageRecord& record) {
  return {{"format", kFormat},
          {"abi", record.abi},
          {"page", record.page},
          {"library", record.library},
          {"key", record.key},
          {"entry", record.entry},
          {"content_type", record.content_type},
          {"files", json::value_from(record.files)},
          {"elements", places_to_json(record.places)},
          {"text_sizes", json::value_from(record.text_sizes)},
          {"unit", record.unit},
          {"segments", record.segments},
          {"sources", stamps_to_json(record.sources)},
          {"headers", stamps_to_json(record.headers)},
          {"absent", json::value_from(record.absent)},
          {"folders", json::value_from(record.folders)}};
}

PageRecord from_json(const json::object& object, std::string texts) {
  if (number_member<int>(object, "format") != kFormat) throw std::runtime_error("it is of another form");
  PageRecord record;
  record.abi = text_member(object, "abi");
  record.page = text_member(object, "page");
  record.library = text_member(object, "library");
  record.key = text_member(object, "key");
  record.entry = text_member(object, "entry");
  record.content_type = text_member(object, "content_type");
  record.files = texts_member(object, "files");
  record.places = places_from_json(object.at("elements").as_array());
  record.texts = std::move(texts);
  record.text_sizes = json::value_to<std::vector<std::uint32_t>>(object.at("text_sizes"));
  if (std::accumulate(record.text_sizes.begin(), record.text_sizes.end(), std::uint64_t{0}) != record.texts.size())
    throw std::runtime_error("its texts are not whole");
  record.unit = text_member(object, "unit");
  record.segments = text_member(object, "segments");
  record.sources = stamps_from_json(object.at("sources").as_array());
  record.headers = stamps_from_json(object.at("headers").as_array());
  record.absent = texts_member(object, "absent");
  record.folders = texts_member(object, "folders");
  return record;
}

}  // namespace

std::string to_bytes(const PageRecord& record) { return json::serialize(to_json(record)) + "\n" + record.texts; }

Result<PageRecord> parse_page_record(std::string bytes, const std::string& path) {
  try {
    const std::size_t line = std::min(bytes.find('\n'), bytes.size());
    const json::value value = json::parse(std::string_view(bytes).substr(0, line));
    bytes.erase(0, std::min(line + 1, bytes.size()));
    return from_json(value.as_object(), std::move(bytes));
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

std::vector<FileStamp> dependencies_of(const PageRecord& record) {
  std::vector<FileStamp> all = record.sources;
  all.insert(all.end(), record.headers.begin(), record.headers.end());
  return all;
}

bool is_fresh(const PageRecord& record) {
  const auto exists = [](const std::string& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0;
  };
  return std::all_of(record.sources.begin(), record.sources.end(), is_as_stamped) &&
         std::all_of(record.headers.begin(), record.headers.end(), is_as_stamped) &&
         std::none_of(record.absent.begin(), record.absent.end(), exists);
}

std::string record_version(const PageRecord& record) {
  std::string sizes;
  for (const std::uint32_t size : record.text_sizes) sizes += std::to_string(size) + ' ';
  return content_hash(
      {record.key, std::string_view("", 1), record.content_type, std::string_view("", 1), sizes, record.texts});
}

}  // namespace quire
