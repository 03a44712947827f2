#ifndef QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_
#define QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_

#include "runtime/load/line_table.h"
#include "runtime/load/page_record.h"
#include "runtime/load/shared_library.h"

#include <quire/abi.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace quire {

/// A line of an author's file, named as it stands in the site.
struct CodePlace {
  std::string file;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// One version of a page, ready to run: code, texts and map as one immutable
/// object. Whoever runs it holds it until everything that the page made is
/// gone, exception objects included. Any number of threads may run it.
class LoadedPage {
 public:
  /// Loads the library that a record names. Refuses one that was made for
  /// another page API before any code of it runs.
  static Result<std::shared_ptr<const LoadedPage>> load(PageRecord record);
  static Result<std::shared_ptr<const LoadedPage>> load(const std::string& record_path);

  const PageRecord& record() const { return record_; }
  /// May throw whatever the page throws.
  void render(PageContext& context) const { entry_->render(context, texts_.data()); }
  /// Where the element stands, as in `cart.page:14:3`.
  std::string place_name(std::uint32_t element) const;
  /// Null for a number that is none of this page's.
  const PagePlace* place(std::uint32_t element) const;
  /// Where the instruction at `address` stands in the page, in what it includes
  /// or in a header of the site; nothing for another's code, and for a library
  /// without a line table.
  std::optional<CodePlace> place_of(const void* address) const;
  /// All texts together: the least that a page without branches writes.
  std::size_t text_bytes() const { return record_.texts.size(); }

 private:
  /// Builds static objects; returns what was wrong with them, most often nothing.
  std::string start() const;
  std::string site_name(const std::string& path) const;
  LoadedPage(PageRecord record, SharedLibrary library, const PageEntry* entry);

  PageRecord record_;
  SharedLibrary library_;
  const PageEntry* entry_;
  std::vector<Text> texts_;
  /// Read when the first thing goes wrong.
  mutable std::once_flag lines_are_read_;
  mutable LineTable lines_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_
