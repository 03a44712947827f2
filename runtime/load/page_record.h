#ifndef QUIRE_RUNTIME_LOAD_PAGE_RECORD_H_
#define QUIRE_RUNTIME_LOAD_PAGE_RECORD_H_

#include "runtime/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace quire {

/// A file that a page was made of, as it was then.
struct FileState {
  std::string path;
  std::uint64_t size = 0;
  /// Nanoseconds since 1970.
  std::int64_t modified = 0;
};

/// A place in a page, both from 1.
struct PagePlace {
  std::uint32_t file = 0;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// What the compiler left in the work folder for one version of a page:
/// everything but the library, which it names.
struct PageRecord {
  std::string abi;
  /// As in `/cart/view.page`.
  std::string page;
  /// Whole path of the library; its name carries a hash of its content.
  std::string library;
  /// Names the version of the page's code, however far it was optimized.
  std::string key;
  /// The C symbol of its `PageEntry`.
  std::string entry;
  std::string content_type;
  /// The texts between the page's elements, one after the other, and how long
  /// each is.
  std::string texts;
  std::vector<std::uint32_t> text_sizes;
  /// Names of the files that `places` number.
  std::vector<std::string> files;
  /// What `Frame::at` stores → where that element stands.
  std::vector<PagePlace> places;
  /// The generated C++, as the library's line table names it.
  std::string unit;
  /// Where embedded code stands in the unit and in the page; see `Segments`.
  std::string segments;
  std::vector<FileState> dependencies;
  /// Files that were not there, and whose appearance makes the page old.
  std::vector<std::string> absent;
  /// Folders, each with a slash at its end, whose new files do so as well.
  std::vector<std::string> folders;
  /// Names this version of code, texts and type: equal for equal responses.
  std::string version;
};

/// Whether the file still has that size and time.
bool is_as_recorded(const FileState& file);

/// Whether sizes and times of everything the page was made of still agree. A
/// difference says "look closer": the compiler decides by content.
bool is_fresh(const PageRecord& record);

/// Reads a record; an error for one that is missing or of another form.
Result<PageRecord> read_page_record(const std::string& path);
/// The same of what was read from `path`.
Result<PageRecord> parse_page_record(std::string bytes, const std::string& path);

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_PAGE_RECORD_H_
