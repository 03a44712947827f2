#ifndef QUIRE_PAGE_CONTEXT_H_
#define QUIRE_PAGE_CONTEXT_H_

#include <quire/writer.h>

#include <string_view>

namespace quire {

class Application;
class Request;
class Response;
class Session;
class Value;

/// What a running page stands in: its output, the objects in its scope, and
/// the other pages. Lives as long as the page's run.
class PageContext {
 public:
  virtual Writer& out() = 0;
  virtual Request& request() = 0;
  virtual Response& response() = 0;
  virtual Session& session() = 0;
  virtual Application& application() = 0;

  /// Drops what was written and lets another page of the webapp answer; ends
  /// this one. `url` is relative to this page or begins with `/`, and may have
  /// a query. Throws `std::logic_error` once the response is committed.
  [[noreturn]] virtual void forward(std::string_view url) = 0;
  /// Runs another page and puts its output here.
  virtual void include(std::string_view url) = 0;
  /// The attribute in the first scope that has it: page, request.
  virtual Value find_attribute(std::string_view name) const = 0;

 protected:
  ~PageContext() = default;
};

/// Thrown to end a page early by `redirect`, `send_error` and `forward`. Not
/// an error; a page need not catch it, and one that does must throw it on.
struct QUIRE_API PageExit{};

}  // namespace quire

#endif  // QUIRE_PAGE_CONTEXT_H_
