#ifndef QUIRE_RUNTIME_PROTOCOL_PAGE_RECORD_H_
#define QUIRE_RUNTIME_PROTOCOL_PAGE_RECORD_H_

#include "runtime/base/result.h"
#include "runtime/protocol/code_segments.h"
#include "runtime/protocol/file_stamp.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace quire {

/// What the compiler writes for one version of a page, apart from the library, whose name it
/// contains. The file is a line of JSON, followed by the texts as they are.
struct PageRecord {
  int format = 4;
  std::string abi;
  /// The site's folder, to which the paths below belong: a copy of the site, or a site that was moved, has
  /// other sources. Empty if the page is served without its sources.
  std::string root;
  /// For example `/cart/view.page`.
  std::string page;
  /// The library, relative to the record's folder; its name contains a hash, so a new version has a new name.
  std::string library;
  /// Identifies the version of the page's code.
  std::string key;
  /// The C symbol of the page's `PageEntry`.
  std::string entry;
  std::string content_type;
  /// The names of the files to which `places` refer by index.
  std::vector<std::string> files;
  /// The place of each element, by the number that `Frame::at` stores.
  std::vector<PagePlace> places;
  /// The texts between the page's elements, one after another, and the length of each.
  std::string texts;
  std::vector<std::uint32_t> text_sizes;
  /// The name of the generated C++ in the library's line table.
  std::string unit;
  /// Where embedded code is in the unit and in the page; see `find_in_page`.
  std::string segments;
  /// The page and the files that it includes, and the headers. Both are empty if the page is served
  /// without its sources.
  std::vector<FileStamp> sources;
  std::vector<FileStamp> headers;
  /// Files that did not exist; the page is out of date once one appears.
  std::vector<std::string> absent;
  /// Folders, each ending with a slash; the page is out of date once one contains a new file.
  std::vector<std::string> folders;
};
BOOST_DESCRIBE_STRUCT(PageRecord, (),
                      (format, abi, root, page, library, key, entry, content_type, files, places, text_sizes, unit,
                       segments, sources, headers, absent, folders))

std::string to_bytes(const PageRecord& record);
/// Reads what `to_bytes` returned. `path` is where it came from, for the error if it has a
/// different format or version.
Result<PageRecord> parse_page_record(std::string bytes, const std::string& path);
/// Reads the record at `path`. Returns an error if the file is missing.
Result<PageRecord> read_page_record(const std::string& path);

/// The stamps of everything that the page was built from.
std::vector<FileStamp> dependencies_of(const PageRecord& record);
/// Whether the sizes and times of everything that the page was built from are unchanged. A
/// difference means only "look closer": the compiler decides by content.
bool is_fresh(const PageRecord& record);
/// Identifies this version of code, texts and type: equal for equal responses.
std::string record_version(const PageRecord& record);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_PAGE_RECORD_H_
