#include "runtime/protocol/page_record.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <sys/stat.h>
#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace quire {

namespace {

namespace json = boost::json;

}  // namespace

void tag_invoke(const json::value_from_tag&, json::value& out, const PagePlace& place) {
  out = {place.file, place.line, place.column};
}

PagePlace tag_invoke(const json::value_to_tag<PagePlace>&, const json::value& value) {
  const auto [file, line, column] = json::value_to<std::array<std::uint32_t, 3>>(value);
  return {file, line, column};
}

std::string to_bytes(const PageRecord& record) {
  return json::serialize(json::value_from(record)) + "\n" + record.texts;
}

Result<PageRecord> parse_page_record(std::string bytes, const std::string& path) {
  try {
    const std::size_t line = std::min(bytes.find('\n'), bytes.size());
    const json::value value = json::parse(std::string_view(bytes).substr(0, line));
    if (value.at("format") != PageRecord().format) throw std::runtime_error("it has a different format");
    auto record = json::value_to<PageRecord>(value);
    record.texts = bytes.substr(std::min(line + 1, bytes.size()));
    if (std::accumulate(record.text_sizes.begin(), record.text_sizes.end(), std::uint64_t{0}) != record.texts.size())
      throw std::runtime_error("its texts are incomplete");
    return record;
  } catch (const std::exception& error) {
    return Error{path + " is not a page record of this version (" + error.what() +
                 "); remove it, and the page will be built again"};
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
