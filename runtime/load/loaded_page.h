#ifndef QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_
#define QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_

#include <quire/abi.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// A line of an author's file, named as it stands in the site.
struct CodePlace {
  std::string file;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// One version of a page, ready to run: code, texts and map as one immutable
/// object. Whoever runs it holds it until everything that the page made is
/// gone, exception objects included. Any number of threads may run it. Views
/// that it returns live as long as it does.
class LoadedPage {
 public:
  virtual ~LoadedPage() = default;
  LoadedPage(const LoadedPage&) = delete;
  LoadedPage& operator=(const LoadedPage&) = delete;

  /// As in `/cart/view.page`.
  virtual std::string_view path() const = 0;
  virtual std::string_view content_type() const = 0;
  /// Names this version of code, texts and type: equal for equal responses.
  virtual std::string_view version() const = 0;
  /// All texts together: the least that a page without branches writes.
  virtual std::size_t text_bytes() const = 0;
  /// May throw whatever the page throws.
  virtual void render(PageContext& context) const = 0;
  /// Where the element that `Frame::at` stores stands; nothing for a number
  /// that is none of this page's.
  virtual std::optional<CodePlace> place(std::uint32_t element) const = 0;
  /// Where the instruction at `address` stands in the page, in what it includes
  /// or in a header of the site; nothing for another's code, and where no line
  /// table tells.
  virtual std::optional<CodePlace> place_of(const void* address) const = 0;
  /// Where the element stands, as in `cart.page:14:3`.
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
