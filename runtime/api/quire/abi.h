#ifndef QUIRE_ABI_H_
#define QUIRE_ABI_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Marks what pages may link to; everything else in `libquire.so` is hidden.
#define QUIRE_API __attribute__((visibility("default")))

namespace quire {

namespace detail {
/// A text in generated code. The constructor of `std::string_view` does the same, but takes the compiler 15 ms to
/// choose, in every page.
constexpr std::string_view view(const char* text, std::size_t size) { return {text, size}; }
}  // namespace detail

class Frame;
class PageContext;
struct PageEntry;

/// One of the texts between a page's elements. Texts are stored beside the page's library, not in
/// it, so that editing text compiles nothing.
struct Text {
  const char* data;
  std::uint32_t size;

  operator std::string_view() const { return {data, size}; }
};

/// What a page's library exports, under the C symbol that its record names.
/// Plain data: the loader refuses an entry whose `abi` differs from its own
/// `kAbiStamp` before it calls anything.
struct PageEntry {
  const char* abi;
  /// The page's path within its webapp, such as `/cart/view.page`.
  const char* path;
  /// How many texts `render` expects; the loader checks the table's length.
  std::uint32_t text_count;
  /// Runs the page. The frame is the caller's: with an object that has a destructor in the page's function, each of
  /// its calls would need code to clean up, which takes the compiler as long as all the rest.
  void (*render)(PageContext& context, const Text* texts, Frame& frame);
  /// The methods that the page declares, in the format of the `Allow` field; null for the usual ones.
  const char* methods = nullptr;
  /// Whether the page reads the request's body itself.
  bool streams_body = false;
  /// Whether values are escaped for the kind of document that the page's content type is.
  bool keeps_document_kind = false;
};

}  // namespace quire

#endif  // QUIRE_ABI_H_
