#include "compiler/make/page_record.h"

#include "compiler/diag/json.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

/// Elements as `[file, line, column]`, and the names of those files.
void add_places(const Translation& translation, json::object& record) {
  json::array files;
  for (FileId id = 0; id < translation.sources.size(); ++id) files.emplace_back(translation.sources.file(id).name());
  json::array elements;
  for (const Span& span : translation.unit.elements) {
    const LineColumn at = translation.sources.file(span.file).line_column(span.begin);
    elements.push_back(json::array{span.file, at.line, at.column});
  }
  record["files"] = std::move(files);
  record["elements"] = std::move(elements);
}

/// Counts lines and columns of the unit, from its start to its end.
class UnitCounter {
 public:
  explicit UnitCounter(std::string_view code) : code_(code) {}
  /// `offset` never goes back.
  LineColumn advance_to(std::uint32_t offset) {
    for (std::size_t end = code_.find('\n', at_); end < offset; end = code_.find('\n', at_)) {
      at_ = end + 1;
      ++line_;
    }
    return {line_, static_cast<std::uint32_t>(offset - at_ + 1)};
  }

 private:
  std::string_view code_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

/// Embedded code as groups of seven numbers: where it begins and ends in the
/// unit, and the file, line and column of its begin in the page. As one text,
/// for it is read only when something went wrong.
std::string segments_to_text(const Translation& translation) {
  std::string text;
  UnitCounter counter(translation.unit.code);
  for (const Segment& segment : translation.unit.segments) {
    const LineColumn begin = counter.advance_to(segment.unit_begin);
    const LineColumn end = counter.advance_to(segment.unit_begin + segment.page.size());
    const LineColumn page = translation.sources.file(segment.page.file).line_column(segment.page.begin);
    for (const std::uint32_t number :
         {begin.line, begin.column, end.line, end.column, segment.page.file, page.line, page.column}) {
      char digits[16];
      text.append(digits, std::to_chars(digits, std::end(digits), number).ptr);
      text += ' ';
    }
    text.back() = ';';
  }
  return text;
}

/// What a record says of a page wherever it is served.
json::object page_members(const Translation& translation, const std::string& key, const std::string& library,
                          const std::string& unit_name) {
  const CppUnit& unit = translation.unit;
  json::object record = {{"abi", QUIRE_ABI_STAMP},     {"page", unit.path},
                         {"library", library},         {"key", key},
                         {"entry", unit.entry_symbol}, {"content_type", unit.content_type}};
  add_places(translation, record);
  json::array text_sizes;
  for (const std::string& text : unit.texts) text_sizes.emplace_back(text.size());
  record["text_sizes"] = std::move(text_sizes);
  record["unit"] = unit_name;
  record["segments"] = segments_to_text(translation);
  return record;
}

std::string with_texts(const json::object& record, const CppUnit& unit) {
  std::string bytes = json::serialize(record) + "\n";
  for (const std::string& text : unit.texts) bytes += text;
  return bytes;
}

json::object to_json(const BuiltLibrary& library) {
  return {{"name", library.name},
          {"key", library.key},
          {"code_hash", library.code_hash},
          {"settings", library.settings},
          {"is_optimized", library.is_optimized},
          {"asks_own_line", library.asks_own_line},
          {"headers", stamps_to_json(library.headers)},
          {"absent", json::value_from(library.absent)},
          {"site_key", library.site_key},
          {"folders", json::value_from(library.folders)}};
}

BuiltLibrary library_from_json(const json::object& object) {
  BuiltLibrary library;
  library.name = json::value_to<std::string>(object.at("name"));
  library.key = json::value_to<std::string>(object.at("key"));
  library.code_hash = json::value_to<std::string>(object.at("code_hash"));
  library.settings = json::value_to<std::string>(object.at("settings"));
  library.is_optimized = object.at("is_optimized").as_bool();
  library.asks_own_line = object.at("asks_own_line").as_bool();
  library.headers = stamps_from_json(object.at("headers").as_array());
  library.absent = json::value_to<std::vector<std::string>>(object.at("absent"));
  library.site_key = json::value_to<std::string>(object.at("site_key"));
  library.folders = json::value_to<std::vector<std::string>>(object.at("folders"));
  return library;
}

}  // namespace

WorkFiles work_files(const std::string& work, const std::string& page) {
  const fs::path stem = fs::path(work) / fs::path(page).relative_path();
  return {stem.string() + ".cpp", stem.string() + ".record", stem.string() + ".libraries.json",
          stem.parent_path().string(), stem.filename().string() + "."};
}

std::vector<BuiltLibrary> read_built(const WorkFiles& files) {
  const Result<std::string> text = read_file(files.libraries);
  if (!text) return {};
  try {
    std::vector<BuiltLibrary> libraries;
    const json::value record = json::parse(*text);
    for (const json::value& value : record.as_array()) libraries.push_back(library_from_json(value.as_object()));
    return libraries;
  } catch (const std::exception&) {
    // Written by another version, or by hand: built again.
    return {};
  }
}

std::vector<FileStamp> stamp_sources(const Translation& translation) {
  std::vector<FileStamp> stamps;
  for (FileId id = 0; id < translation.sources.size(); ++id) {
    const SourceFile& file = translation.sources.file(id);
    if (!file.path().empty())
      stamps.push_back({file.path(), file.stored_bytes().size(), file.modified(), content_hash(file.stored_bytes())});
  }
  return stamps;
}

void write_built(const WorkFiles& files, const std::vector<BuiltLibrary>& libraries) {
  json::array list;
  for (const BuiltLibrary& library : libraries) list.push_back(to_json(library));
  write_file(files.libraries, json::serialize(list));
}

std::vector<FileStamp> write_record(const WorkFiles& files, const Translation& translation,
                                    const BuiltLibrary& current) {
  std::vector<FileStamp> dependencies = stamp_sources(translation);
  json::object record = page_members(translation, current.key, current.name, files.code);
  record["sources"] = stamps_to_json(dependencies);
  record["headers"] = stamps_to_json(current.headers);
  json::array absent;
  for (const std::vector<std::string>* paths : {&current.absent, &translation.missing})
    for (const std::string& path : *paths) absent.emplace_back(path);
  record["absent"] = std::move(absent);
  record["folders"] = json::value_from(current.folders);
  write_file(files.record, with_texts(record, translation.unit));
  dependencies.insert(dependencies.end(), current.headers.begin(), current.headers.end());
  return dependencies;
}

std::string deployed_record(const Translation& translation, const std::string& key) {
  json::object record = page_members(translation, key, "", translation.unit.path + ".cpp");
  for (const char* list : {"sources", "headers", "absent", "folders"}) record[list] = json::array();
  return with_texts(record, translation.unit);
}

std::string with_library(std::string record, const std::string& library) {
  // The page's name, which stands before it, has its quotation marks escaped.
  constexpr std::string_view kEmpty = R"("library":"")";
  const std::size_t at = record.find(kEmpty);
  if (at != std::string::npos) record.insert(at + kEmpty.size() - 1, library);
  return record;
}

std::string library_key(const std::string& code_hash, const std::string& settings,
                        const std::vector<FileStamp>& headers) {
  std::string text = code_hash + settings;
  for (const FileStamp& header : headers) text += header.hash;
  return content_hash(text);
}

void remove_old_files(const WorkFiles& files, const std::vector<BuiltLibrary>& libraries) {
  const auto is_kept = [&](const std::string& name) {
    return std::any_of(libraries.begin(), libraries.end(), [&](const BuiltLibrary& kept) { return kept.name == name; });
  };
  boost::system::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(files.folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(files.library_stem)) continue;
    if ((name.ends_with(".so") && !is_kept(name)) || is_abandoned(name)) fs::remove(entry.path(), error);
  }
}

}  // namespace quire::compiler
