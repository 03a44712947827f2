#ifndef QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_
#define QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_

#include <quire/abi.h>
#include <quire/frame.h>

#include <atomic>
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
  /// The methods of pages that declare none.
  static constexpr std::string_view kUsualMethods = "GET, HEAD, POST, OPTIONS";

  virtual ~LoadedPage() = default;
  LoadedPage(const LoadedPage&) = delete;
  LoadedPage& operator=(const LoadedPage&) = delete;

  /// For example `/cart/view.page`.
  virtual std::string_view path() const = 0;
  virtual std::string_view content_type() const = 0;
  /// Identifies this version of code, texts and type: equal for equal responses.
  virtual std::string_view version() const = 0;
  /// Identifies this version of the page among those of all sites, for `crash_log.h`; 0 for none.
  std::uint64_t identity() const { return identity_; }
  /// The size of all texts: the least that a page without branches writes.
  virtual std::size_t text_bytes() const = 0;
  /// What the page's code declares.
  virtual const PageEntry& entry() const = 0;
  /// In the format of the `Allow` field.
  std::string_view methods() const { return entry().methods == nullptr ? kUsualMethods : entry().methods; }
  /// May throw whatever the page throws.
  void render(PageContext& context) const {
    Frame frame(context);
    run(context, frame);
  }
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

  /// Whether the page blocks its loop, or did when it last ran. It then runs aside.
  bool is_slow() const { return is_slow_.load(std::memory_order_relaxed); }
  std::atomic<bool>& slow_mark() const { return is_slow_; }
  /// Its number for counters; 0 as long as it has none.
  std::atomic<std::uint32_t>& number() const { return number_; }

 protected:
  explicit LoadedPage(std::uint64_t identity = 0) : identity_(identity) {}

 private:
  virtual void run(PageContext& context, Frame& frame) const = 0;

  const std::uint64_t identity_;
  mutable std::atomic<bool> is_slow_{false};
  mutable std::atomic<std::uint32_t> number_{0};
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_LOADED_PAGE_H_
