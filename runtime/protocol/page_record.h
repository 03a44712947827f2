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

/// What the compiler leaves for one version of a page: everything but the
/// library, which it names. As a file, it is a line of JSON, then the texts as
/// they are.
struct PageRecord {
  int format = 3;
  std::string abi;
  /// As in `/cart/view.page`.
  std::string page;
  /// The library as seen from the record's own folder; its name carries a hash
  /// of its content.
  std::string library;
  /// Names the version of the page's code, however far it was optimized.
  std::string key;
  /// The C symbol of its `PageEntry`.
  std::string entry;
  std::string content_type;
  /// Names of the files that `places` number.
  std::vector<std::string> files;
  /// What `Frame::at` stores → where that element is.
  std::vector<PagePlace> places;
  /// The texts between the page's elements, one after the other, and how long
  /// each is.
  std::string texts;
  std::vector<std::uint32_t> text_sizes;
  /// The generated C++, as the library's line table names it.
  std::string unit;
  /// Where embedded code is in the unit and in the page; see `find_in_page`.
  std::string segments;
  /// The page and what it includes; then headers. Both are empty where the page
  /// is served without its sources.
  std::vector<FileStamp> sources;
  std::vector<FileStamp> headers;
  /// Files that were not there, and whose appearance makes the page old.
  std::vector<std::string> absent;
  /// Folders, each with a slash at its end, whose new files do so as well.
  std::vector<std::string> folders;
};
BOOST_DESCRIBE_STRUCT(PageRecord, (),
                      (format, abi, page, library, key, entry, content_type, files, places, text_sizes, unit, segments,
                       sources, headers, absent, folders))

std::string to_bytes(const PageRecord& record);
/// Reads what `to_bytes` made; `path`, where it came from, is for the error of
/// one of another form or version.
Result<PageRecord> parse_page_record(std::string bytes, const std::string& path);
/// The same of a file; an error for one that is missing.
Result<PageRecord> read_page_record(const std::string& path);

/// Everything that the page was made of.
std::vector<FileStamp> dependencies_of(const PageRecord& record);
/// Whether sizes and times of everything the page was made of still agree. A
/// difference says "look closer": the compiler decides by content.
bool is_fresh(const PageRecord& record);
/// Names this version of code, texts and type: equal for equal responses.
std::string record_version(const PageRecord& record);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_PAGE_RECORD_H_
