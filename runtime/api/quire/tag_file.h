#ifndef QUIRE_TAG_FILE_H_
#define QUIRE_TAG_FILE_H_

/// Running tag files.

#include <quire/el_core.h>
#include <quire/fragment.h>
#include <quire/page_context.h>

#include <span>
#include <string_view>

namespace quire {

/// Where the page that uses a tag file sees one of its variables: only in the body, from the first
/// body on, or after the tag.
enum class VariableScope : unsigned char { kNested, kAtBegin, kAtEnd };

/// An attribute that a tag file passes to the page that uses it.
struct TagVariable {
  std::string_view name;
  std::string_view caller_name;
  VariableScope scope;
};

/// The scope of one use of a tag file: it has its own page-scope attributes; everything else is
/// that of the calling page.
///
///     quire::TagFile context(caller, body, variables);
///     quire::Frame frame(context.page());
///     context.body();
///
/// When it is destroyed, unless by an exception, it sets at-begin and at-end variables in the
/// caller. Body and variables must outlive it. Throws `std::logic_error` if tags are nested more
/// than 256 deep.
class QUIRE_API TagFile final : public PageContext {
 public:
  explicit TagFile(PageContext& caller, Fragment body = {}, std::span<const TagVariable> variables = {});
  ~TagFile() noexcept(false);

  Writer& out() override { return caller_.out(); }
  Request& request() override { return caller_.request(); }
  Response& response() override { return caller_.response(); }
  Session& session() override { return caller_.session(); }
  Application& application() override { return caller_.application(); }
  PageContext& page() override { return caller_.page(); }
  [[noreturn]] void forward(std::string_view url) override;
  void include(std::string_view url) override { caller_.include(url); }
  const ErrorReport* error() const override { return caller_.error(); }

  /// Where the tag is used: the page, or another tag file.
  PageContext& caller() { return caller_; }
  /// The tag file that lexically encloses this use; null if there is none.
  TagFile* parent_tag() const { return parent_; }
  bool has_body() const { return static_cast<bool>(body_); }
  /// Runs the body, if there is one, as `invoke` does.
  void body() { invoke(body_); }
  /// Runs a part of the calling page. Before that, sets nested and at-begin variables there; after
  /// it, however it ends, restores the nested ones.
  void invoke(Fragment fragment);
  /// Whether the text of the caller's body has tags.
  bool has_markup() const { return body_.is_markup(); }

 private:
  class Nested;
  void export_variable(std::string_view name, std::string_view as);

  PageContext& caller_;
  TagFile* const parent_;
  const Fragment body_;
  const std::span<const TagVariable> variables_;
  const el::Scratch scratch_;
  const int depth_;
  const int exceptions_;
};

}  // namespace quire

#endif  // QUIRE_TAG_FILE_H_
