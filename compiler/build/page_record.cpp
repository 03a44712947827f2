#include "compiler/build/page_record.h"

#include "compiler/diag/json.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

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

json::array stamps_to_json(const std::vector<FileStamp>& stamps) {
  json::array list;
  for (const FileStamp& stamp : stamps) list.push_back(to_json(stamp));
  return list;
}

}  // namespace

WorkFiles work_files(const std::string& work, const std::string& page) {
  const fs::path stem = fs::path(work) / fs::path(page).relative_path();
  return {stem.string() + ".cpp", stem.string() + ".json", stem.parent_path().string(), stem.filename().string() + "."};
}

std::optional<BuiltLibrary> read_built(const WorkFiles& files) {
  const std::optional<std::string> text = read_file(files.record);
  if (!text) return std::nullopt;
  try {
    const json::value value = json::parse(*text);
    const json::object& record = value.as_object();
    BuiltLibrary built{json::value_to<std::string>(record.at("library")),
                       json::value_to<std::string>(record.at("code_hash")),
                       json::value_to<std::string>(record.at("settings")),
                       {},
                       {}};
    for (const json::value& header : record.at("headers").as_array())
      built.headers.push_back(stamp_from_json(header.as_object()));
    for (const json::value& path : record.at("absent").as_array())
      built.absent.push_back(json::value_to<std::string>(path));
    return built;
  } catch (const std::exception&) {
    // Written by another version, or by hand: built again.
    return std::nullopt;
  }
}

std::vector<FileStamp> stamp_sources(const Translation& translation) {
  std::vector<FileStamp> stamps;
  for (FileId id = 0; id < translation.sources.size(); ++id) {
    const SourceFile& file = translation.sources.file(id);
    if (!file.path().empty()) stamps.push_back(stamp_bytes(file.path(), file.bytes()));
  }
  return stamps;
}

std::vector<FileStamp> write_record(const WorkFiles& files, const Translation& translation, const BuiltLibrary& built) {
  std::vector<FileStamp> dependencies = stamp_sources(translation);
  const CppUnit& unit = translation.unit;
  json::object record = {{"abi", QUIRE_ABI_STAMP},
                         {"page", unit.path},
                         {"library", built.library},
                         {"entry", unit.entry_symbol},
                         {"content_type", unit.content_type},
                         {"code_hash", unit.code_hash},
                         {"settings", built.settings}};
  add_places(translation, record);
  json::array texts;
  for (const std::string& text : unit.texts) texts.emplace_back(text);
  record["texts"] = std::move(texts);
  record["sources"] = stamps_to_json(dependencies);
  record["headers"] = stamps_to_json(built.headers);
  json::array absent;
  for (const std::string& path : built.absent) absent.emplace_back(path);
  record["absent"] = std::move(absent);
  write_file(files.record, json::serialize(record));
  dependencies.insert(dependencies.end(), built.headers.begin(), built.headers.end());
  return dependencies;
}

void remove_old_libraries(const WorkFiles& files, const std::string& keep, const std::string& also_keep) {
  boost::system::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(files.folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(files.library_stem) && name.ends_with(".so") && name != keep && name != also_keep)
      fs::remove(entry.path(), error);
  }
}

}  // namespace quire::compiler
