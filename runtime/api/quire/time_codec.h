#ifndef QUIRE_TIME_CODEC_H_
#define QUIRE_TIME_CODEC_H_

/// Codecs for the durations and system times of <chrono>, which is not included; part of `codec.h`.

#include <quire/basic_codec.h>
#include <quire/chrono_time.h>
#include <quire/printable.h>

namespace quire {

namespace detail {

/// The number of a time, with its unit in the schema.
template <class Duration>
struct TimeCodec {
  using Count = Codec<typename Duration::rep>;
  static void schema(std::string& out, char kind) {
    out += kind;
    Count::schema(out);
    (out += std::to_string(Duration::period::num) += '/') += std::to_string(Duration::period::den);
  }
};

/// The number of units since 1970 in a dynamic value that is a time; nullopt if it is not a point of time.
template <class T>
std::optional<typename T::duration> time_since_1970(const Value& value) {
  using Period = typename T::duration::period;
  const Time time = value.as_time();
  if (time.form != form_of_point<T>(Time::Form::kInstant)) return std::nullopt;
  const long long whole = time.seconds * Period::den / Period::num;
  return typename T::duration(static_cast<typename T::duration::rep>(
      whole + (Period::num == 1 ? time.nanoseconds * Period::den / 1'000'000'000 : 0)));
}

}  // namespace detail

template <class T>
struct Codec<T, std::enable_if_t<detail::DurationLike<T>>> : detail::TimeCodec<T> {
  using typename detail::TimeCodec<T>::Count;
  static void schema(std::string& out) { detail::TimeCodec<T>::schema(out, 't'); }
  static Value encode(const T& value) { return Count::encode(value.count()); }
  static std::optional<T> decode(const Value& value) {
    const auto count = Count::decode(value);
    return count ? std::optional(T(*count)) : std::nullopt;
  }
};

template <>
struct Codec<Time> {
  static void schema(std::string& out) { out += "time"; }
  static Value encode(const Time& value) { return value; }
  static std::optional<Time> decode(const Value& value) {
    return value.kind() == Value::Kind::kTime ? std::optional(value.as_time()) : std::nullopt;
  }
};

/// Since 1970.
template <class T>
struct Codec<T, std::enable_if_t<detail::SystemTimeLike<T>>> : detail::TimeCodec<typename T::duration> {
  using Since = Codec<typename T::duration>;
  static void schema(std::string& out) { detail::TimeCodec<typename T::duration>::schema(out, 'T'); }
  static Value encode(const T& value) { return Since::encode(value.time_since_epoch()); }
  static std::optional<T> decode(const Value& value) {
    const auto since = value.kind() == Value::Kind::kTime ? detail::time_since_1970<T>(value) : Since::decode(value);
    return since ? std::optional(T(*since)) : std::nullopt;
  }
};

}  // namespace quire

#endif  // QUIRE_TIME_CODEC_H_
