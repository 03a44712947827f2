#ifndef QUIRE_APPLICATION_H_
#define QUIRE_APPLICATION_H_

#include <quire/session.h>

namespace quire {

/// The webapp, with values that all its requests share, in this worker's memory. Thread-safe.
class Application : public AttributeScope {
 public:
  /// An entry of `[params]` in `WEB-INF/web.toml`; empty if there is none.
  virtual std::string_view init_param(std::string_view name) const = 0;
  virtual std::vector<std::string> init_param_names() const = 0;
  /// As in `Request::context_path`.
  virtual std::string_view context_path() const = 0;
  /// The file on disk for a path of the webapp. Throws `std::invalid_argument` if the path leads
  /// out of the webapp, and `std::logic_error` if the site is part of the program.
  virtual std::string real_path(std::string_view path) const = 0;
  /// Adds a line to the server's log.
  virtual void log(std::string_view text) = 0;
  /// The URL of a static file of this webapp, with a hash of its content in the name, such as
  /// `/shop/style.3f2a1b2c.css`: browsers can keep the file until it changes. Throws
  /// `std::invalid_argument` if there is no such file.
  virtual std::string asset(std::string_view path) const = 0;

 protected:
  ~Application() = default;
};

}  // namespace quire

#endif  // QUIRE_APPLICATION_H_
