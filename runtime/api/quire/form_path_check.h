#ifndef QUIRE_FORM_PATH_CHECK_H_
#define QUIRE_FORM_PATH_CHECK_H_

/// Whether a type has what a path leads to; part of `form.h` and `form_binding.h`.

#include <quire/enums.h>
#include <quire/fields.h>
#include <quire/form_path.h>
#include <quire/printable.h>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace quire {

class Value;

namespace detail {

/// Why a path does not lead to a field that a tag can show.
struct PathRefusal {
  enum class Fault : unsigned char {
    kNone,
    kNotAPath,
    kNoField,
    kAfterScalar,
    kAfterList,
    kAfterStruct,
    kIsStruct,
    kIsList,
    kIsListOfStructs,
    kIsMap,
  };

  Fault fault = Fault::kNone;
  /// The name that is wrong.
  std::string_view name = {};
  /// The names of the fields that there are: `name, count`.
  std::string_view fields = {};

  constexpr bool is_none() const { return fault == Fault::kNone; }
};

template <class T>
constexpr PathRefusal refused_path(FormPath path, form::PathEnd end);

/// The types of a struct's fields.
template <class... Fields>
struct FieldTypes {
  static constexpr PathRefusal refused(std::size_t index, FormPath path, form::PathEnd end) {
    PathRefusal refusal;
    std::size_t at = 0;
    ((at++ == index ? void(refusal = refused_path<Fields>(path, end)) : void()), ...);
    return refusal;
  }
};
struct FieldTypesOf {
  template <class... Fields>
  constexpr FieldTypes<std::remove_cv_t<Fields>...> operator()(Fields&...) const {
    return {};
  }
};

/// What may have no value.
template <class T>
concept PointsToField = !HasPrinter<T> && requires(const T& pointer) {
  *pointer;
  pointer ? 1 : 0;
};

template <class T>
constexpr PathRefusal refused_field(FormPath path, form::PathEnd end) {
  using Fault = PathRefusal::Fault;
  constexpr std::string_view kNames = field_names<T>();
  const Fault fault = path.has_bracket() ? Fault::kAfterStruct : Fault::kNotAPath;
  const std::string_view name = path.take_name();
  if (name.empty()) return {fault, {}, kNames};
  std::string_view names = kNames;
  for (std::size_t index = 0; !names.empty(); ++index)
    if (take_name(names) == name)
      return decltype(with_fields(std::declval<T&>(), FieldTypesOf()))::refused(index, path, end);
  return {Fault::kNoField, name, kNames};
}

template <class Item>
constexpr PathRefusal refused_item(FormPath path, form::PathEnd end) {
  using Fault = PathRefusal::Fault;
  if (path.is_empty()) {
    if (end == form::PathEnd::kAny) return {};
    const PathRefusal refusal = refused_path<Item>(path, form::PathEnd::kText);
    if (!refusal.is_none()) return {Fault::kIsListOfStructs, {}, refusal.fields};
    return {end == form::PathEnd::kChoice ? Fault::kNone : Fault::kIsList};
  }
  std::size_t index = 0;
  const Fault fault = path.has_bracket() ? Fault::kNotAPath : Fault::kAfterList;
  if (!path.take_index(index)) return {fault};
  return refused_path<Item>(path, end);
}

/// Follows the path through the fields of structs, lists, maps, pointers and optionals. Nothing is known about a
/// `Value`, or a type that expressions use otherwise.
template <class T>
constexpr PathRefusal refused_path([[maybe_unused]] FormPath path, [[maybe_unused]] form::PathEnd end) {
  using Fault = PathRefusal::Fault;
  if constexpr (std::is_same_v<T, Value>) {
    return {};
  } else if constexpr (HasFieldNames<T>) {
    if (!path.is_empty()) return refused_field<T>(path, end);
    if (end == form::PathEnd::kAny) return {};
    return {Fault::kIsStruct, {}, field_names<T>()};
  } else if constexpr (TextLike<T> || std::is_arithmetic_v<T> || std::is_enum_v<T>) {
    return {path.is_empty() ? Fault::kNone : Fault::kAfterScalar};
  } else if constexpr (HasPrinter<T> || PathLike<T>) {
    return {};
  } else if constexpr (PointsToField<T>) {
    return refused_path<std::remove_cvref_t<decltype(*std::declval<const T&>())>>(path, end);
  } else if constexpr (requires { typename T::mapped_type; }) {
    if (path.is_empty()) return {end == form::PathEnd::kAny ? Fault::kNone : Fault::kIsMap};
    if (path.take_key().empty()) return {Fault::kNotAPath};
    return refused_path<typename T::mapped_type>(path, end);
  } else if constexpr (requires(const T& items) {
                         typename T::value_type;
                         items.begin();
                       }) {
    return refused_item<typename T::value_type>(path, end);
  } else {
    return {};
  }
}

}  // namespace detail

}  // namespace quire

#endif  // QUIRE_FORM_PATH_CHECK_H_
