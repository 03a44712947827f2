#ifndef QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_
#define QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_

#include "runtime/load/page_record.h"
#include "runtime/load/shared_library.h"

#include <quire/abi.h>

#include <memory>
#include <string>
#include <vector>

namespace quire {

/// One version of a page, ready to run: code, texts and map as one immutable
/// object. Whoever runs it holds it until everything that the page made is
/// gone, exception objects included. Any number of threads may run it.
class LoadedPage {
 public:
  /// Loads the library that a record names. Refuses one that was made for
  /// another page API before any code of it runs, static objects aside.
  static Result<std::shared_ptr<const LoadedPage>> load(PageRecord record);
  static Result<std::shared_ptr<const LoadedPage>> load(const std::string& record_path);

  const PageRecord& record() const { return record_; }
  /// May throw whatever the page throws.
  void render(PageContext& context) const { entry_->render(context, texts_.data()); }
  /// Where the element stands, as in `cart.page:14:3`.
  std::string place_name(std::uint32_t element) const;
  /// Null for a number that is none of this page's.
  const PagePlace* place(std::uint32_t element) const;
  /// All texts together: the least that a page without branches writes.
  std::size_t text_bytes() const { return record_.texts.size(); }

 private:
  LoadedPage(PageRecord record, SharedLibrary library, const PageEntry* entry);

  PageRecord record_;
  SharedLibrary library_;
  const PageEntry* entry_;
  std::vector<Text> texts_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_
