#ifndef QUIRE_PAGE_CONTEXT_H_
#define QUIRE_PAGE_CONTEXT_H_

#include <quire/writer.h>

#include <memory>
#include <string_view>

namespace quire {

class Application;
class BeanLink;
class ErrorReport;
class PageControl;
class Request;
class Response;
class Session;
class TagContext;
class TagFile;
class Value;

/// Where an attribute is kept: while the page runs, for the request, the
/// session, or the webapp.
enum class Scope : unsigned char { kPage, kRequest, kSession, kApplication };

/// What a running page stands in: its output, the objects in its scope, and
/// the other pages. Lives as long as the page's run.
class QUIRE_API PageContext {
 public:
  virtual Writer& out() = 0;
  virtual Request& request() = 0;
  virtual Response& response() = 0;
  virtual Session& session() = 0;
  virtual Application& application() = 0;
  /// The running page itself; for a tag file, the page that it is used in.
  virtual PageContext& page() = 0;

  /// Drops what was written and lets another page of the webapp answer; ends
  /// this one. `url` is relative to this page or begins with `/`, and may have
  /// a query. Throws `std::logic_error` once the response is committed.
  [[noreturn]] virtual void forward(std::string_view url) = 0;
  /// Runs another page and puts its output here.
  virtual void include(std::string_view url) = 0;

  /// In an error page, what went wrong; else null.
  virtual const ErrorReport* error() const = 0;

  /// Attributes of this page, or of this use of a tag file: null when there is
  /// none of that name. To set null is to remove.
  Value attribute(std::string_view name) const;
  void set_attribute(std::string_view name, Value value);
  void remove_attribute(std::string_view name);

  /// The same in any scope. Session and application values that were set from
  /// C++ read as data: numbers, text, and structs that have `QUIRE_FIELDS` as
  /// maps. Reading makes no session; setting does.
  Value attribute(std::string_view name, Scope scope) const;
  void set_attribute(std::string_view name, Value value, Scope scope);
  void remove_attribute(std::string_view name, Scope scope);
  /// The attribute in the first scope that has it: page, request, session,
  /// application.
  Value find_attribute(std::string_view name) const;

  /// Whether a program calls the page as a function: no server knows it.
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
  struct Attributes;
  /// For generated code. Of a page that no server knows: one that does nothing.
  virtual PageControl& control();
  /// Made when the first one is set.
  std::unique_ptr<Attributes> attributes_;
  /// The tag file around what runs now, lexically: the one whose body this is
  /// in, or whose own text it is.
  TagFile* tag_file_ = nullptr;
  /// Of a running page: its innermost tag of C++ that runs now.
  TagContext* tag_ = nullptr;
  /// Of a running page: its innermost bean.
  BeanLink* beans_ = nullptr;
  const bool is_standalone_;
};

/// Thrown to end a page early by `redirect`, `send_error` and `forward`. Not
/// an error; a page need not catch it, and one that does must throw it on.
struct QUIRE_API PageExit{};

}  // namespace quire

#endif  // QUIRE_PAGE_CONTEXT_H_
