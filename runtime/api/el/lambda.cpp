#include <quire/el_call.h>
#include <quire/el_literal.h>

#include "runtime/api/el/arena.h"
#include "runtime/api/el/methods.h"
#include "runtime/api/el/operand.h"

#include <memory>
#include <string>

namespace quire::el {

namespace {

/// Calls nest no deeper than a thread's stack has room for, also with sanitizers.
constexpr int kDeepest = 256;

thread_local int depth = 0;

struct Level {
  Level() {
    if (depth == kDeepest) throw Error("lambdas call one another more than 256 deep; does one call itself forever?");
    ++depth;
  }
  ~Level() { --depth; }
};

class Lambda final : public Object {
 public:
  using Run = const Value& (*)(void* closure, const Value* arguments);
  using Drop = void (*)(void* closure);

  Lambda(std::size_t parameters, void* closure, Run run, Drop drop)
      : parameters_(parameters), closure_(closure, drop), run_(run) {}

  std::string what() const override { return "a lambda"; }
  bool is_function() const override { return true; }

  const Value& invoke(PageContext& context, Values arguments) const override {
    if (arguments.size() < parameters_)
      throw Error("a lambda with " + std::to_string(parameters_) + (parameters_ == 1 ? " parameter" : " parameters") +
                  " was called with " + std::to_string(arguments.size()));
    const Level level;
    Value* copies = Arena::of(context).array(parameters_);
    for (std::size_t at = 0; at < parameters_; ++at) copies[at] = *arguments[at];
    return run_(closure_.get(), copies);
  }

  /// As the specification says, a lambda without parameters that is a whole expression is called.
  Value data(PageContext& context) const override {
    if (parameters_ == 0) return settle(context, invoke(context, {}));
    return Object::data(context);
  }

 private:
  const std::size_t parameters_;
  const std::unique_ptr<void, Drop> closure_;
  const Run run_;
};

}  // namespace

namespace detail {

const Value& keep_lambda(PageContext& context, std::size_t parameters, void* closure,
                         const Value& (*run)(void* closure, const Value* arguments), void (*drop)(void* closure)) {
  return Arena::of(context).keep(std::make_unique<Lambda>(parameters, closure, run, drop));
}

const Value& invoke(PageContext& context, const Value& function, Arguments arguments) {
  if (function.kind() != Value::Kind::kObject) throw Error(describe(context, function) + " is not a function");
  const ArgumentValues values(context, arguments);
  return function.as_object().invoke(context, values.all());
}

}  // namespace detail

}  // namespace quire::el
