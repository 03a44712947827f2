#include "compiler/make/page_record.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "runtime/protocol/json_text.h"
#include "runtime/protocol/line_table.h"

#include <boost/filesystem.hpp>

#include <algorithm>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

/// The place of each element in the translation's files.
std::vector<PagePlace> places_of(const Translation& translation) {
  std::vector<PagePlace> places;
  for (const Span& span : translation.unit.elements) {
    const LineColumn at = translation.sources.file(span.file).line_column(span.begin);
    places.push_back({span.file, at.line, at.column});
  }
  return places;
}

/// Counts the lines and columns of the unit, from start to end.
class UnitCounter {
 public:
  explicit UnitCounter(std::string_view code) : code_(code) {}
  /// `offset` must not decrease.
  UnitPlace advance_to(std::uint32_t offset) {
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

/// Where each piece of embedded code is in the unit and in the page.
std::vector<CodeSegment> segments_of(const Translation& translation) {
  std::vector<CodeSegment> segments;
  UnitCounter counter(translation.unit.code);
  for (const Segment& segment : translation.unit.segments) {
    const UnitPlace begin = counter.advance_to(segment.unit_begin);
    const UnitPlace end = counter.advance_to(segment.unit_begin + segment.page.size());
    const LineColumn page = translation.sources.file(segment.page.file).line_column(segment.page.begin);
    segments.push_back({begin, end, {segment.page.file, page.line, page.column}});
  }
  return segments;
}

/// The part of a record that does not depend on where the page is served.
PageRecord record_of(const Translation& translation, const std::string& key) {
  const CppUnit& unit = translation.unit;
  PageRecord record;
  record.abi = QUIRE_ABI_STAMP;
  record.page = unit.path;
  record.key = key;
  record.entry = unit.entry_symbol;
  record.content_type = unit.content_type;
  for (FileId id = 0; id < translation.sources.size(); ++id)
    record.files.push_back(translation.sources.file(id).name());
  record.places = places_of(translation);
  for (const std::string& text : unit.texts) {
    record.text_sizes.push_back(static_cast<std::uint32_t>(text.size()));
    record.texts += text;
  }
  record.segments = segments_to_text(segments_of(translation));
  return record;
}

}  // namespace

WorkFiles work_files(const std::string& work, const std::string& page) {
  const fs::path stem = fs::path(work) / fs::path(page).relative_path();
  return {stem.string() + ".cpp", stem.string() + ".record", stem.string() + ".libraries.json",
          stem.parent_path().string(), stem.filename().string() + "."};
}

std::vector<BuiltLibrary> read_built(const WorkFiles& files) {
  return read_json_file<std::vector<BuiltLibrary>>(files.libraries).value_or(std::vector<BuiltLibrary>());
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

std::vector<FileStamp> write_record(const WorkFiles& files, const std::string& root, const Translation& translation,
                                    const BuiltLibrary& current) {
  PageRecord record = record_of(translation, current.key);
  record.root = root;
  record.library = current.name;
  record.unit = files.code;
  record.sources = stamp_sources(translation);
  record.headers = current.origin.headers;
  record.absent = current.origin.absent;
  record.absent.insert(record.absent.end(), translation.missing.begin(), translation.missing.end());
  record.folders = current.folders;
  write_file(files.record, to_bytes(record));
  return dependencies_of(record);
}

PageRecord deployed_record(const Translation& translation, const std::string& key) {
  PageRecord record = record_of(translation, key);
  record.unit = translation.unit.path + ".cpp";
  return record;
}

std::string new_library_name(const WorkFiles& files) { return files.library_stem + unique_name() + ".so"; }

std::string library_key(const ObjectOrigin& origin) {
  std::string text = origin.code_hash + origin.settings;
  for (const FileStamp& header : origin.headers) text += header.hash;
  return content_hash(text);
}

void remove_old_files(const WorkFiles& files, const std::vector<BuiltLibrary>& libraries) {
  const auto is_kept = [&](const std::string& name) {
    return std::any_of(libraries.begin(), libraries.end(), [&](const BuiltLibrary& kept) {
      return name == kept.name || name == line_table_path(kept.name);
    });
  };
  boost::system::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(files.folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(files.library_stem)) continue;
    // Not the files of a page `b.page.x.page`, whose names start with the same stem.
    const std::string suffix = name.substr(std::min(name.find('.', files.library_stem.size()), name.size()));
    const bool is_built = suffix == ".so" || suffix == line_table_path(".so");
    if ((is_built && !is_kept(name)) || is_abandoned(name)) fs::remove(entry.path(), error);
  }
}

}  // namespace quire::compiler
