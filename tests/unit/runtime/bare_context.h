#ifndef QUIRE_TESTS_UNIT_RUNTIME_BARE_CONTEXT_H_
#define QUIRE_TESTS_UNIT_RUNTIME_BARE_CONTEXT_H_

#include <quire/page_context.h>

#include <stdexcept>

namespace quire {

/// A context with nothing in it: to point to, or to be given what a test needs.
class BareContext : public PageContext {
 public:
  virtual ~BareContext() = default;

  Writer& out() override { throw std::logic_error("unused"); }
  Request& request() override { throw std::logic_error("unused"); }
  Response& response() override { throw std::logic_error("unused"); }
  Session& session() override { throw std::logic_error("unused"); }
  Application& application() override { throw std::logic_error("unused"); }
  PageContext& page() override { return *this; }
  [[noreturn]] void forward(std::string_view) override { throw std::logic_error("unused"); }
  void include(std::string_view) override {}
  const ErrorReport* error() const override { return nullptr; }
};

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_BARE_CONTEXT_H_
