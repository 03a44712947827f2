#ifndef QUIRE_COMPILER_MAKE_PAGE_RECORD_H_
#define QUIRE_COMPILER_MAKE_PAGE_RECORD_H_

#include "compiler/make/object_origin.h"
#include "compiler/translate.h"
#include "runtime/protocol/page_record.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// What stands in the work folder for a page `/a/b.page`:
///
///     a/b.page.cpp         the generated C++, to be read
///     a/b.page.<key>.so    its library; the key is a hash of all it was made of
///     a/b.page.<key>.so.lines  the library's line table, in development
///     a/b.page.libraries.json  its libraries, and what each was made of
///     a/b.page.record      the `PageRecord`
///
/// The record is written last and comes into place by a rename, so a reader
/// sees one whole version of a page or none.
struct WorkFiles {
  std::string code;
  std::string record;
  std::string libraries;
  /// The folder and the start of the libraries' names.
  std::string folder;
  std::string library_stem;
};

WorkFiles work_files(const std::string& work, const std::string& page);

/// A library of a page, and what says whether it is still good.
struct BuiltLibrary {
  /// The file's name within the record's folder.
  std::string name;
  /// A hash of all it was made of; names the version of the page's code.
  std::string key;
  /// With the files of the site's library among the headers where the page uses it.
  ObjectOrigin origin;
  bool is_optimized = false;
  /// The key of the site's library, empty for a page that does not use it.
  std::string site_key = {};
  /// Where new sources would join that library; each ends with a slash.
  std::vector<std::string> folders = {};
};
BOOST_DESCRIBE_STRUCT(BuiltLibrary, (), (name, key, origin, is_optimized, site_key, folders))

/// The libraries that were built, the newest first. Empty when there is no file, or
/// one of another form.
std::vector<BuiltLibrary> read_built(const WorkFiles& files);

/// Writes the record of a page that `library` runs. Sources are stamped as
/// they were translated. Returns the stamps of everything that the page was
/// made of.
std::vector<FileStamp> write_record(const WorkFiles& files, const Translation& translation,
                                    const BuiltLibrary& library);

/// The record of a page that is served where its sources are not: without
/// stamps, and without the name of its library.
PageRecord deployed_record(const Translation& translation, const std::string& key);

/// Of what a page's code was made of; how far it was optimized makes no other version.
std::string library_key(const ObjectOrigin& origin);

/// The stamps of the page and of what it includes.
std::vector<FileStamp> stamp_sources(const Translation& translation);

/// Removes the page's libraries that are not among `libraries`, with their line
/// tables, and what builds that were ended early have left.
void remove_old_files(const WorkFiles& files, const std::vector<BuiltLibrary>& libraries);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_PAGE_RECORD_H_
