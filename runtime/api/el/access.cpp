#include <quire/el_access.h>

#include "runtime/api/el/near_name.h"
#include "runtime/api/el/object.h"
#include "runtime/api/el/operand.h"
#include "runtime/api/el/property_object.h"
#include "runtime/api/time/calendar.h"

#include <cstring>
#include <optional>
#include <string>
#include <vector>

namespace quire::el {

namespace {

[[noreturn]] void refuse_property(PageContext& context, const Value& object, std::string_view name) {
  std::string text = describe(context, object) + " has no property `" + std::string(name) + "`";
  if (name == "length" || name == "size") text += "; did you mean `." + std::string(name) + "()`?";
  throw Error(text);
}

/// Null if the map has no such entry.
const Value& entry_of(const Value& map, std::string_view key) {
  const Value* found = map.find(key);
  return found == nullptr ? detail::null() : *found;
}

/// Nullopt for what is not a property, or which a time of this form does not have.
std::optional<long long> property_of(const Time& time, std::string_view name) {
  const CalendarFields fields = fields_of(time.seconds);
  // That of `java.util.Date`, in milliseconds.
  if (name == "time" && time.form == Time::Form::kInstant) return time.seconds * 1000 + time.nanoseconds / 1'000'000;
  if (time.form != Time::Form::kTimeOfDay) {
    if (name == "year") return fields.year;
    if (name == "month") return fields.month;
    if (name == "day") return fields.day;
  }
  if (time.form != Time::Form::kDate) {
    if (name == "hour") return fields.hour;
    if (name == "minute") return fields.minute;
    if (name == "second") return fields.second;
  }
  return std::nullopt;
}

const Value& time_property(PageContext& context, const Value& time, std::string_view name) {
  if (const auto property = property_of(time.as_time(), name)) return detail::keep(context, *property);
  refuse_property(context, time, name);
}

}  // namespace

const Value& get(PageContext& context, const Value& object, const Member& member) {
  if (object.kind() == Value::Kind::kMap) {
    const Value* found = object.find(member.name);
    if (found == nullptr && std::strcmp(member.name, member.other) != 0) found = object.find(member.other);
    return found == nullptr ? detail::null() : *found;
  }
  switch (object.kind()) {
    case Value::Kind::kNull:
      return object;
    case Value::Kind::kObject:
      return object.as_object().get(context, member.name);
    case Value::Kind::kTime:
      return time_property(context, object, member.name);
    default:
      refuse_property(context, object, member.name);
  }
}

const Value& index(PageContext& context, const Value& object, const Argument& key) {
  if (object.is_null() || is_null(context, key)) return detail::null();
  switch (object.kind()) {
    case Value::Kind::kMap:
      return entry_of(object, text(context, key));
    case Value::Kind::kObject:
      return object.as_object().get(context, text(context, key));
    case Value::Kind::kTime:
      return time_property(context, object, text(context, key));
    case Value::Kind::kList: {
      std::size_t position = 0;
      return detail::read_position(context, key, object.size(), position) ? object.at(position) : detail::null();
    }
    default:
      refuse_property(context, object, text(context, key));
  }
}

namespace detail {

bool read_position(PageContext& context, const Argument& key, std::size_t size, std::size_t& position) {
  const Operand operand(context, key);
  if (operand.is_null()) return false;
  const auto number = operand.is_text() && operand.text.empty() ? std::nullopt : number_of(operand);
  if (!number)
    throw Error(describe(operand) + " is not the position of an item in a list" +
                (operand.text == "size" || operand.text == "length" ? "; did you mean `.size()`?" : ""));
  const double exact = number->as_double();
  if (!(exact >= 0) || exact >= static_cast<double>(size)) return false;
  position = number->kind == Value::Kind::kInteger ? static_cast<std::size_t>(number->integer)
                                                   : static_cast<std::size_t>(exact);
  return position < size;
}

}  // namespace detail

}  // namespace quire::el
