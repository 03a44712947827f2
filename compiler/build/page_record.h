#ifndef QUIRE_COMPILER_BUILD_PAGE_RECORD_H_
#define QUIRE_COMPILER_BUILD_PAGE_RECORD_H_

#include "compiler/build/file_stamp.h"
#include "compiler/translate.h"

#include <optional>
#include <string>
#include <vector>

namespace quire::compiler {

/// What stands in the work folder for a page `/a/b.page`:
///
///     a/b.page.cpp         the generated C++, to be read
///     a/b.page.<key>.so    its library; the key is a hash of all it was made of
///     a/b.page.json        the record: which library, texts, map, dependencies
///
/// The record is replaced last and by rename, so a reader sees one whole
/// version of a page. `runtime/load` reads it.
struct WorkFiles {
  std::string code;
  std::string record;
  /// The folder and the start of the libraries' names.
  std::string folder;
  std::string library_stem;
};

WorkFiles work_files(const std::string& work, const std::string& page);

/// The part of a record that says whether its library is still good.
struct BuiltLibrary {
  /// The file's name within the record's folder.
  std::string library;
  std::string code_hash;
  /// Of the toolchain, the prelude and the optimization.
  std::string settings;
  std::vector<FileStamp> headers;
  /// Where headers were looked for in vain before they were found.
  std::vector<std::string> absent;
};

/// Nothing when there is no record, or one of another form.
std::optional<BuiltLibrary> read_built(const WorkFiles& files);

/// Writes the record; `sources` are stamped as they were translated. Returns
/// the stamps of everything that the page was made of.
std::vector<FileStamp> write_record(const WorkFiles& files, const Translation& translation, const BuiltLibrary& built);

/// The stamps of the page and of what it includes.
std::vector<FileStamp> stamp_sources(const Translation& translation);

/// Removes libraries of the page that neither `keep` nor `also_keep` names.
void remove_old_libraries(const WorkFiles& files, const std::string& keep, const std::string& also_keep);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_BUILD_PAGE_RECORD_H_
