#ifndef QUIRE_PAGE_CONTEXT_H_
#define QUIRE_PAGE_CONTEXT_H_

#include <quire/writer.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

class Application;
class BeanLink;
class ErrorReport;
class PageContext;
class PageControl;
class Request;
class Response;
class Session;
class TagContext;
class TagFile;
class Value;
namespace el {
class Arena;
namespace detail {
void finish(PageContext& context);
}
}  // namespace el
namespace form {
class FormState;
class PageIds;
}  // namespace form

/// Where an attribute is kept: in the running page, the request, the session, or the webapp.
enum class Scope : unsigned char { kPage, kRequest, kSession, kApplication };

/// The context of a running page: its output, its objects, and the other pages. It exists as long
/// as the page runs.
class QUIRE_API PageContext {
 public:
  virtual Writer& out() = 0;
  virtual Request& request() = 0;
  virtual Response& response() = 0;
  virtual Session& session() = 0;
  virtual Application& application() = 0;
  /// The running page itself; for a tag file, the page that it is used in.
  virtual PageContext& page() = 0;

  /// Discards what was written, ends this page, and lets another page or a static file of the webapp
  /// answer. `url` is relative to this page or begins with `/`, and may have a query. Throws
  /// `std::logic_error` if the response is committed, and `std::invalid_argument` if there is no such
  /// page or file.
  [[noreturn]] virtual void forward(std::string_view url) = 0;
  /// Runs another page and inserts its output here, or a static file as it is.
  virtual void include(std::string_view url) = 0;

  /// In an error page, what went wrong; otherwise null.
  virtual const ErrorReport* error() const = 0;

  /// Attributes of this page, or of this use of a tag file. Null if there is none with that name;
  /// setting null removes it.
  Value attribute(std::string_view name) const;
  void set_attribute(std::string_view name, Value value);
  void remove_attribute(std::string_view name);

  /// The same in any scope. Session and application values that were set from C++ are read as data:
  /// numbers, text and, for structs with `QUIRE_FIELDS`, maps. Reading does not create a session;
  /// setting does.
  Value attribute(std::string_view name, Scope scope) const;
  void set_attribute(std::string_view name, Value value, Scope scope);
  void remove_attribute(std::string_view name, Scope scope);
  /// The attribute in the first scope that has it: page, request, session,
  /// application.
  Value find_attribute(std::string_view name) const;
  std::vector<std::string> attribute_names(Scope scope) const;

  /// Whether a program has called the page as a function, without a server.
  bool is_standalone() const { return is_standalone_; }

 protected:
  explicit PageContext(bool is_standalone = false);
  ~PageContext();
  PageContext(const PageContext&) = delete;
  PageContext& operator=(const PageContext&) = delete;

 private:
  friend class BeanLink;
  friend class PageControl;
  friend class TagContext;
  friend class TagFile;
  friend class el::Arena;
  friend void el::detail::finish(PageContext& context);
  friend class form::FormState;
  struct Attributes;
  /// An attribute of page scope, not copied; null if there is none.
  const Value* find_own(std::string_view name) const;
  /// For generated code. If the page runs without a server, it does nothing.
  virtual PageControl& control();
  /// Created when the first attribute is set.
  std::unique_ptr<Attributes> attributes_;
  /// The tag file that lexically encloses what is running: the one in whose body it is, or whose
  /// own text it is.
  TagFile* tag_file_ = nullptr;
  /// For a running page, its innermost C++ tag that is running.
  TagContext* tag_ = nullptr;
  /// For a running page, its innermost bean.
  BeanLink* beans_ = nullptr;
  /// For a running page, the form that is being written.
  form::FormState* form_ = nullptr;
  /// Created by the first form of a running page.
  std::shared_ptr<form::PageIds> form_ids_;
  /// What the expressions of a running page use, created on first use; a tag file uses that of its page.
  std::shared_ptr<el::Arena> own_arena_;
  /// The same, of a page or a tag file, while something is in it.
  el::Arena* arena_ = nullptr;
  const bool is_standalone_;
};

/// Thrown by `redirect`, `send_error` and `forward` to end a page early. Not an error: a page need
/// not catch it, and must rethrow it if it does.
struct QUIRE_API PageExit{};

}  // namespace quire

#endif  // QUIRE_PAGE_CONTEXT_H_
