#include "compiler/assemble/directive_readers.h"

#include "compiler/assemble/attribute_values.h"
#include "compiler/lex/cpp_keyword.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace quire::compiler {
namespace {

enum class NumberKind : unsigned char { kBool, kSigned, kUnsigned, kFloating };

struct NumberType {
  std::string_view name;
  NumberKind kind;
  int bits;
};

constexpr NumberType kNumberTypes[] = {
    {"bool", NumberKind::kBool, 1},
    {"short", NumberKind::kSigned, 16},
    {"int", NumberKind::kSigned, 32},
    {"long", NumberKind::kSigned, 64},
    {"long long", NumberKind::kSigned, 64},
    {"std::int8_t", NumberKind::kSigned, 8},
    {"std::int16_t", NumberKind::kSigned, 16},
    {"std::int32_t", NumberKind::kSigned, 32},
    {"std::int64_t", NumberKind::kSigned, 64},
    {"unsigned", NumberKind::kUnsigned, 32},
    {"unsigned int", NumberKind::kUnsigned, 32},
    {"unsigned long", NumberKind::kUnsigned, 64},
    {"unsigned long long", NumberKind::kUnsigned, 64},
    {"std::size_t", NumberKind::kUnsigned, 64},
    {"std::uint8_t", NumberKind::kUnsigned, 8},
    {"std::uint16_t", NumberKind::kUnsigned, 16},
    {"std::uint32_t", NumberKind::kUnsigned, 32},
    {"std::uint64_t", NumberKind::kUnsigned, 64},
    {"float", NumberKind::kFloating, 32},
    {"double", NumberKind::kFloating, 64},
};

struct ForeignType {
  std::string_view name;
  std::string_view cpp;
};

/// Types used in pages that were JSPs.
constexpr ForeignType kForeignTypes[] = {
    {"java.lang.String", "std::string_view"},
    {"String", "std::string_view"},
    {"java.lang.Boolean", "bool"},
    {"Boolean", "bool"},
    {"boolean", "bool"},
    {"java.lang.Integer", "int"},
    {"Integer", "int"},
    {"java.lang.Long", "long long"},
    {"Long", "long long"},
    {"java.lang.Double", "double"},
    {"Double", "double"},
    {"java.lang.Float", "float"},
    {"java.lang.Object", "quire::Value"},
    {"Object", "quire::Value"},
};

/// The implicit objects of pages and tag files.
constexpr std::string_view kObjects[] = {"context", "out", "request", "response", "session", "application"};

const NumberType* number_type(std::string_view name) {
  const auto found = std::ranges::find(kNumberTypes, name, &NumberType::name);
  return found == std::end(kNumberTypes) ? nullptr : found;
}

template <class T>
std::optional<T> parse_whole(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool fits(std::string_view text, const NumberType& type) {
  switch (type.kind) {
    case NumberKind::kBool:
      return text == "true" || text == "false";
    case NumberKind::kFloating: {
      const auto value = parse_whole<double>(text);
      const double limit =
          type.bits == 32 ? double{std::numeric_limits<float>::max()} : std::numeric_limits<double>::max();
      // Neither NaN nor an infinity.
      return value && std::abs(*value) <= limit;
    }
    case NumberKind::kSigned: {
      const auto value = parse_whole<std::int64_t>(text);
      const std::int64_t limit = std::numeric_limits<std::int64_t>::max() >> (64 - type.bits);
      return value && *value <= limit && *value >= -limit - 1;
    }
    case NumberKind::kUnsigned: {
      const auto value = parse_whole<std::uint64_t>(text);
      return value && *value <= std::numeric_limits<std::uint64_t>::max() >> (64 - type.bits);
    }
  }
  return true;
}

/// Reads the name, if the directive has one.
std::optional<Parameter> begin(const Node& directive, Sink& sink) {
  const Attribute* name = directive.find("name");
  if (name == nullptr) {
    report_missing_attribute(directive.name_span, directive.text + " directive", "name", sink);
    return std::nullopt;
  }
  Parameter parameter;
  parameter.name = *name;
  parameter.variable = name->value;
  return parameter;
}

void check_range(const Parameter& parameter, Sink& sink) {
  const bool is_number = number_type(parameter.cpp_type) != nullptr && parameter.cpp_type != "bool";
  for (const auto* bound : {&parameter.min, &parameter.max})
    if (*bound && !is_number)
      sink.report(
          DiagnosticKind::kBadAttributeValue, (*bound)->name_span,
          "attribute `" + (*bound)->name + "` applies only to numbers; the type is `" + parameter.cpp_type + "`");
  if (!is_number || !parameter.min || !parameter.max) return;
  const auto low = parse_whole<double>(parameter.min->value);
  const auto high = parse_whole<double>(parameter.max->value);
  if (low && high && *low > *high) report_bad_value(*parameter.max, "it is less than `min`", sink);
}

}  // namespace

void check_typed_text(const Attribute& attribute, std::string_view type, Sink& sink) {
  const NumberType* number = number_type(type);
  if (number == nullptr || fits(attribute.value, *number)) return;
  const char* rule = number->kind == NumberKind::kBool       ? "a `bool` must be `true` or `false`"
                     : number->kind == NumberKind::kFloating ? "it must be a number such as `1.5`"
                                                             : "";
  report_bad_value(attribute, *rule != '\0' ? rule : "that is not a valid `" + std::string(type) + "`", sink);
}

void read_type(const Node& directive, Parameter& parameter, Sink& sink) {
  const auto copy = [&](const char* name) {
    const Attribute* attribute = directive.find(name);
    return attribute == nullptr ? std::nullopt : std::optional<Attribute>(*attribute);
  };
  parameter.type = copy("type");
  parameter.fallback = copy("default");
  parameter.min = copy("min");
  parameter.max = copy("max");
  if (parameter.type) {
    const std::string& written = parameter.type->value;
    const auto foreign = std::ranges::find(kForeignTypes, written, &ForeignType::name);
    parameter.cpp_type = foreign == std::end(kForeignTypes) ? written : std::string(foreign->cpp);
    if (written.starts_with("java") && foreign == std::end(kForeignTypes))
      report_bad_value(*parameter.type, "that is a Java type; name a C++ type", sink);
    else if (written.find_first_not_of(" \t\r\n") == std::string::npos)
      report_bad_value(*parameter.type, "it must name a C++ type, such as `int`", sink);
  }
  for (const auto* text : {&parameter.fallback, &parameter.min, &parameter.max})
    if (*text && (*text)->value != "{}") check_typed_text(**text, parameter.cpp_type, sink);
  check_range(parameter, sink);
}

void add_parameter(Parameter parameter, std::vector<Parameter>& parameters, const char* what, Sink& sink) {
  if (is_full(parameters.size(), std::string(what) + "s", parameter.variable_span(), sink)) return;
  if (std::ranges::find(kObjects, parameter.variable) != std::end(kObjects)) {
    sink.report(DiagnosticKind::kBadAttributeValue, parameter.variable_span(),
                "`" + parameter.variable + "` is an implicit object of every page; give the " + what + " another name");
    return;
  }
  const auto taken = std::ranges::find(parameters, parameter.variable, &Parameter::variable);
  if (taken != parameters.end()) {
    Diagnostic& d = sink.report(DiagnosticKind::kDuplicateName, parameter.variable_span(),
                                std::string(what) + " `" + parameter.name.value + "` is declared twice");
    d.notes.push_back({taken->name.value_span, "first declared here"});
    return;
  }
  parameters.push_back(std::move(parameter));
}

void read_param(const Node& directive, Page& page, Sink& sink) {
  std::optional<Parameter> parameter = begin(directive, sink);
  if (!parameter) return;
  const Attribute* variable = directive.find("var");
  if (variable != nullptr) {
    parameter->variable = variable->value;
    parameter->variable_attribute = *variable;
  }
  if (variable == nullptr && !is_variable_name(parameter->variable)) {
    report_bad_value(parameter->name, "that is not a valid C++ variable name; choose one with `var`", sink);
    return;
  }
  if (variable != nullptr && !check_variable_name(*variable, sink)) return;
  read_type(directive, *parameter, sink);
  if (const Attribute* required = directive.find("required"))
    parameter->is_required = read_bool(*required, sink).value_or(false);
  if (parameter->is_required && parameter->fallback)
    sink.report(DiagnosticKind::kConflictingAttribute, parameter->fallback->name_span,
                "a required parameter cannot have a default");
  add_parameter(*std::move(parameter), page.settings.params, "parameter", sink);
}

void read_argument(const Node& directive, Page& page, Sink& sink) {
  std::optional<Parameter> parameter = begin(directive, sink);
  if (!parameter || !check_variable_name(parameter->name, sink)) return;
  read_type(directive, *parameter, sink);
  add_parameter(*std::move(parameter), page.settings.arguments, "argument", sink);
}

}  // namespace quire::compiler
