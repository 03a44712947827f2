#ifndef QUIRE_RUNTIME_LOAD_LIBRARY_PAGE_H_
#define QUIRE_RUNTIME_LOAD_LIBRARY_PAGE_H_

#include "runtime/fault/fault_scope.h"
#include "runtime/load/loaded_page.h"
#include "runtime/load/shared_library.h"
#include "runtime/protocol/line_table.h"
#include "runtime/protocol/page_record.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace quire {

/// A page in a library, as described by its record.
class LibraryPage final : public LoadedPage {
 public:
  /// Loads the library that the record at `path` names. A library for another page API
  /// is refused before any of its code runs.
  static Result<std::shared_ptr<const LoadedPage>> load(PageRecord record, const std::string& path);
  static Result<std::shared_ptr<const LoadedPage>> load(const std::string& path);
  /// The same for a library that is already loaded, and may contain other pages.
  static Result<std::shared_ptr<const LoadedPage>> load(PageRecord record,
                                                        std::shared_ptr<const SharedLibrary> library);

  std::string_view path() const override { return record_.page; }
  std::string_view content_type() const override { return record_.content_type; }
  std::string_view version() const override { return version_; }
  std::size_t text_bytes() const override { return record_.texts.size(); }
  const PageEntry& entry() const override { return *entry_; }
  std::optional<CodePlace> place(std::uint32_t element) const override;
  std::optional<CodePlace> place_of(const void* address) const override;

 private:
  void run(PageContext& context, Frame& frame) const override { entry_->render(context, texts_.data(), frame); }
  LibraryPage(PageRecord record, std::shared_ptr<const SharedLibrary> library, const PageEntry* entry);
  /// Of crashes of static objects, which are counted apart: a page that crashes when it runs is loaded.
  std::uint64_t start_identity() const { return ~identity(); }
  /// Initializes static objects, contained. Returns an error message, or an empty string.
  static std::string start(const std::shared_ptr<const LibraryPage>& page);
  std::string start_library() const;
  std::string describe_failed_start(const Fault& fault) const;
  /// ` (a.page:3:5)` for the innermost call in the page; empty if there is none.
  std::string place_in(const CallStack& calls) const;
  std::string site_name(const std::string& path) const;

  const PageRecord record_;
  const std::string version_;
  const std::shared_ptr<const SharedLibrary> library_;
  const PageEntry* const entry_;
  std::vector<Text> texts_;
  /// Read when the first error occurs.
  mutable std::once_flag lines_are_read_;
  mutable LineTable lines_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_LIBRARY_PAGE_H_
