#ifndef QUIRE_COMPILER_MAKE_PAGE_RECORD_H_
#define QUIRE_COMPILER_MAKE_PAGE_RECORD_H_

#include "compiler/make/object_origin.h"
#include "compiler/translate.h"
#include "runtime/protocol/page_record.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// The files in the work folder for a page `/a/b.page`:
///
///     a/b.page.cpp             the generated C++, for people to read
///     a/b.page.<name>.so        its library, under a new name each time that it replaces another one
///     a/b.page.<name>.so.lines  the library's line table, in development
///     a/b.page.libraries.json  its libraries, and what each was built from
///     a/b.page.record          the `PageRecord`
///
/// The record is written last and renamed into place, so a reader sees one complete version of a
/// page or none.
struct WorkFiles {
  std::string code;
  std::string record;
  std::string libraries;
  /// The folder of the libraries, and the prefix of their names.
  std::string folder;
  std::string library_stem;
};

WorkFiles work_files(const std::string& work, const std::string& page);

/// A library of a page, and what is needed to tell whether it is up to date.
struct BuiltLibrary {
  /// The file's name within the record's folder.
  std::string name;
  /// A hash of everything that it was built from; identifies the version of the page's code.
  std::string key;
  /// If the page uses the site's library, the headers include the files of that library.
  ObjectOrigin origin;
  bool is_optimized = false;
  /// The key of the site's library; empty if the page does not use it.
  std::string site_key = {};
  /// Folders in which a new source file would become part of that library; each ends with a slash.
  std::vector<std::string> folders = {};
};
BOOST_DESCRIBE_STRUCT(BuiltLibrary, (), (name, key, origin, is_optimized, site_key, folders))

/// The libraries that were built, newest first. Empty if the file does not exist or has a different
/// format.
std::vector<BuiltLibrary> read_built(const WorkFiles& files);

/// Writes the record of a page of the site in `root` whose code is in `library`. The stamps of the
/// sources are those of the bytes that were translated. Returns the stamps of everything that the page
/// was built from.
std::vector<FileStamp> write_record(const WorkFiles& files, const std::string& root, const Translation& translation,
                                    const BuiltLibrary& library);

/// The record of a page that is deployed without its sources: it has no stamps, and does not name
/// its library.
PageRecord deployed_record(const Translation& translation, const std::string& key);

/// A file name for the page's next library. The system's loader knows libraries by their names: under the
/// name of an earlier one that is still in memory, its static objects would come back.
std::string new_library_name(const WorkFiles& files);

/// A hash of what a page's code was built from: code, settings and headers.
std::string library_key(const ObjectOrigin& origin);

/// The stamps of the page and the files that it includes.
std::vector<FileStamp> stamp_sources(const Translation& translation);

/// Removes the page's libraries that are not in `libraries`, with their line tables, and temporary
/// files left by builds that were interrupted.
void remove_old_files(const WorkFiles& files, const std::vector<BuiltLibrary>& libraries);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_PAGE_RECORD_H_
