#include "compiler/site/site_state.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "runtime/protocol/page_record.h"

#include <boost/json.hpp>

#include <optional>
#include <utility>

namespace quire::compiler {

namespace {

namespace json = boost::json;

/// The versions of the formats of this file and of the page records that it names.
std::string format() { return "4." + std::to_string(PageRecord().format); }

/// The first line is the hash of all that follows: 16 digits and a newline.
constexpr std::size_t kSealSize = 17;

/// Stamps, each written once: most pages depend on the same headers.
class StampTable {
 public:
  json::array add(const std::vector<FileStamp>& stamps) {
    json::array numbers;
    for (const FileStamp& stamp : stamps) {
      const auto [at, is_new] =
          numbers_.emplace(stamp.path + '\n' + stamp.hash + '\n' + std::to_string(stamp.modified), list_.size());
      if (is_new) list_.push_back(json::value_from(stamp));
      numbers.emplace_back(at->second);
    }
    return numbers;
  }
  json::array take() { return std::move(list_); }

 private:
  std::map<std::string, std::size_t> numbers_;
  json::array list_;
};

/// The reverse: replaces the numbers in `object` with stamps.
void expand(json::object& object, const char* member, const json::array& stamps) {
  json::array list;
  for (const json::value& number : object.at(member).as_array())
    list.push_back(stamps.at(number.to_number<std::size_t>()));
  object[member] = std::move(list);
}

SiteState state_from_json(json::object& object) {
  SiteState state;
  const json::array& stamps = object.at("files").as_array();
  for (json::value& value : object.at("pages").as_array()) {
    json::object& page = value.as_object();
    expand(page, "sources", stamps);
    expand(page.at("origin").as_object(), "headers", stamps);
    auto read = json::value_to<PageObject>(value);
    state.pages.emplace(read.page, std::move(read));
  }
  state.buckets = json::value_to<std::map<std::string, LinkedBucket>>(object.at("buckets"));
  return state;
}

}  // namespace

SiteState read_site_state(const std::string& folder, const std::string& root) try {
  const Result<std::string> text = read_file(folder + "/state.json");
  if (!text || text->size() < kSealSize) return {};
  const std::string_view content = std::string_view(*text).substr(kSealSize);
  if (text->compare(0, kSealSize, content_hash(content) + "\n") != 0) return {};
  json::value value = json::parse(content);
  json::object& object = value.as_object();
  if (object.at("format").as_string() != format() || object.at("abi").as_string() != QUIRE_ABI_STAMP ||
      object.at("root").as_string() != root)
    return {};
  return state_from_json(object);
} catch (const std::exception&) {
  return {};
}

void write_site_state(const std::string& folder, const std::string& root, const SiteState& state) {
  StampTable stamps;
  json::array pages;
  for (const auto& [name, page] : state.pages) {
    PageObject bare = page;
    bare.sources.clear();
    bare.origin.headers.clear();
    json::object object = json::value_from(bare).as_object();
    object["sources"] = stamps.add(page.sources);
    object.at("origin").as_object()["headers"] = stamps.add(page.origin.headers);
    pages.push_back(std::move(object));
  }
  const std::string content = json::serialize(json::object{{"format", format()},
                                                           {"abi", QUIRE_ABI_STAMP},
                                                           {"root", root},
                                                           {"files", stamps.take()},
                                                           {"pages", std::move(pages)},
                                                           {"buckets", json::value_from(state.buckets)}});
  write_file(folder + "/state.json", content_hash(content) + "\n" + content);
}

}  // namespace quire::compiler
