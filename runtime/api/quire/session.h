#ifndef QUIRE_SESSION_H_
#define QUIRE_SESSION_H_

#include <quire/codec.h>

#include <optional>
#include <string_view>
#include <vector>

namespace quire {

/// Named values that outlive a request, in a session or in the webapp. Thread-safe: requests of one
/// session run in parallel, and the last `set` of an attribute wins. Values are kept as data; see
/// `Codec`.
class AttributeScope {
 public:
  /// A copy of the value; nullopt if it is absent, or if the fields of its struct have changed.
  /// Throws `std::logic_error`, naming both types, if it was stored as another type.
  template <class T>
  std::optional<T> get(std::string_view name) const {
    const std::optional<Stored> stored = load(name);
    return stored ? restore<T>(name, *stored) : std::nullopt;
  }
  template <class T>
  T get_or(std::string_view name, T otherwise) const {
    auto value = get<T>(name);
    return value ? *std::move(value) : std::move(otherwise);
  }
  template <class T>
  void set(std::string_view name, const T& value) {
    save(name, store(value));
  }
  /// Changes the value under the attribute's lock and returns the new one; an absent value starts
  /// as `T{}`. `change` is called again, with the newer value, if the session's store cannot lock
  /// the attribute and another change came first.
  ///
  ///     session.update<int>("visits", [](int& n) { ++n; });
  template <class T, class F>
  T update(std::string_view name, F change) {
    T value{};
    auto apply = [&](std::optional<Stored>& stored) {
      auto held = stored ? restore<T>(name, *stored) : std::nullopt;
      value = held ? *std::move(held) : T{};
      change(value);
      stored = store(value);
    };
    change_stored(
        name, [](void* closure, std::optional<Stored>& stored) { (*static_cast<decltype(apply)*>(closure))(stored); },
        &apply);
    return value;
  }
  virtual void remove(std::string_view name) = 0;
  virtual std::vector<std::string> names() const = 0;

 protected:
  ~AttributeScope() = default;
  virtual std::optional<Stored> load(std::string_view name) const = 0;
  virtual void save(std::string_view name, Stored stored) = 0;
  using Change = void (*)(void* closure, std::optional<Stored>& stored);
  /// Calls `change` under the attribute's lock. A store that cannot lock it calls `change` again,
  /// with the newer value, if another change came first.
  virtual void change_stored(std::string_view name, Change change, void* closure) = 0;
};

/// A browser's session, created on first use: `id`, `set`, `update`, `rotate_id` and
/// `set_max_inactive` create it, the others do not. Creating one after the response is committed
/// throws `std::logic_error`, because its cookie could not be sent. Times are in seconds since
/// 1970.
class Session : public AttributeScope {
 public:
  /// 32 upper-case hexadecimal digits; the view is valid until the next call.
  virtual std::string_view id() = 0;
  /// True until the browser has sent the session's cookie back.
  virtual bool is_new() const = 0;
  /// Deletes the session and its values; the next use creates a new one.
  virtual void invalidate() = 0;
  /// Changes the id and keeps the values: call it at log-in, against session fixation.
  virtual void rotate_id() = 0;
  virtual long long created() const = 0;
  virtual long long last_accessed() const = 0;
  /// Seconds without a request after which the session ends.
  virtual int max_inactive() const = 0;
  virtual void set_max_inactive(int seconds) = 0;

 protected:
  ~Session() = default;
};

}  // namespace quire

#endif  // QUIRE_SESSION_H_
