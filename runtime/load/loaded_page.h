#ifndef QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_
#define QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_

#include <quire/abi.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// A place in an author's file, with its path in the site.
struct CodePlace {
  std::string file;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// One version of a page, ready to run: code, texts and map as one immutable object.
/// Whoever runs it must keep it until everything that the page created is destroyed,
/// including exception objects. Any number of threads may run it. The views that it
/// returns are valid as long as it lives.
class LoadedPage {
 public:
  virtual ~LoadedPage() = default;
  LoadedPage(const LoadedPage&) = delete;
  LoadedPage& operator=(const LoadedPage&) = delete;

  /// For example `/cart/view.page`.
  virtual std::string_view path() const = 0;
  virtual std::string_view content_type() const = 0;
  /// Identifies this version of code, texts and type: equal for equal responses.
  virtual std::string_view version() const = 0;
  /// The size of all texts: the least that a page without branches writes.
  virtual std::size_t text_bytes() const = 0;
  /// May throw whatever the page throws.
  virtual void render(PageContext& context) const = 0;
  /// The place of the element that `Frame::at` stores; nullopt if this page has no such
  /// element.
  virtual std::optional<CodePlace> place(std::uint32_t element) const = 0;
  /// The place of the instruction at `address` in the page, in a file that it includes or
  /// in a header; nullopt for code outside the page's library, and without a line table.
  virtual std::optional<CodePlace> place_of(const void* address) const = 0;
  /// The place of the element, for example `cart.page:14:3`.
  std::string place_name(std::uint32_t element) const {
    const std::optional<CodePlace> at = place(element);
    if (!at) return std::string(path());
    return at->file + ":" + std::to_string(at->line) + ":" + std::to_string(at->column);
  }

 protected:
  LoadedPage() = default;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_
