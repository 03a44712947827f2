// Tags of the format library: each is one call of a function of `quire/format.h`.

#include "compiler/emit/function_emitter.h"
#include "compiler/emit/standard_tag_names.h"

#include <string>
#include <utility>

namespace quire::compiler {

void FunctionEmitter::format(const Node& tag) {
  switch (tag.standard) {
    case StandardTag::kMessage:
      return format_message(tag);
    case StandardTag::kMessageParam:
      return format_param(tag);
    case StandardTag::kBundle:
    case StandardTag::kTimeZone:
      return format_scope(tag);
    case StandardTag::kSetBundle:
    case StandardTag::kSetTimeZone:
    case StandardTag::kSetLocale:
    case StandardTag::kRequestEncoding:
      return format_setting(tag);
    default:
      return format_value(tag);
  }
}

/// Writes the call of the function of the tag's name, for its value to be printed or set.
void FunctionEmitter::format_call(const Node& tag, const std::vector<Option>& options, const std::string& params) {
  line(store(tag.name_span), ";");
  const bool is_printed = tag.prints_value();
  if (is_printed) {
    note_value(tag, "quire_out_", page_.settings.escaping);
    out_.glue(indent(), printer(tag, "quire_out_", page_.settings.escaping), " ");
  } else {
    begin_set(tag);
  }
  out_.glue("quire::format::", tag.local_name(), "(context, ");
  put_options(tag, options);
  out_.glue(params, ")");
  if (is_printed) out_.glue(");\n");
  else end_set(tag);
}

/// A value that is an attribute or the content.
void FunctionEmitter::format_value(const Node& tag) {
  open_block();
  std::vector<Option> options = options_of(tag);
  if (!tag.has("value")) options.insert(options.begin(), {"value", {nullptr, core_body(tag, false), tag.name_span}});
  format_call(tag, options, {});
  close_block();
}

void FunctionEmitter::format_message(const Node& tag) {
  open_block();
  std::vector<Option> options = options_of(tag);
  std::string params;
  if (!tag.children.empty()) {
    params = "quire_params_" + out_.next_number();
    line("quire::format::Params ", params, ";");
    const std::string outer = std::exchange(params_, params);
    const std::string body = core_body(tag, false);
    params_ = outer;
    params.insert(0, ", &");
    if (tag.has("key")) line("static_cast<void>(", body, ");");
    else options.insert(options.begin(), {"key", {nullptr, body, tag.name_span}});
  }
  format_call(tag, options, params);
  close_block();
}

void FunctionEmitter::format_param(const Node& tag) {
  if (params_.empty()) return;
  open_block();
  const ValueCode value =
      tag.has("value") ? value_code(tag, "value") : ValueCode{nullptr, core_body(tag, false), tag.name_span};
  line(store(value.span), ";");
  const std::uint32_t begin = out_.offset();
  out_.glue(indent(), params_, ".add(context, ");
  put(value, false);
  out_.glue(")");
  note_tag_use(tag, value.attribute, begin);
  out_.glue(";\n");
  close_block();
}

/// `fmt:bundle` and `fmt:timeZone`: a setting for the content.
void FunctionEmitter::format_scope(const Node& tag) {
  open_block();
  const std::vector<Option> options = options_of(tag);
  line(store(tag.name_span), ";");
  out_.glue(indent(), "const quire::format::", tag.standard == StandardTag::kBundle ? "Bundle" : "TimeZone",
            "Scope quire_scope_", out_.next_number(), "(context, ");
  put_options(tag, options);
  out_.glue(");\n");
  block(tag.children);
  close_block();
}

/// A setting for what follows, in a variable or as the default of a scope.
void FunctionEmitter::format_setting(const Node& tag) {
  open_block();
  const std::vector<Option> options = options_of(tag);
  line(store(tag.name_span), ";");
  if (tag.has("var")) {
    begin_set(tag);
    out_.glue("quire::format::", tag.standard == StandardTag::kSetBundle ? "bundle" : "timeZone", "(context, ");
    put_options(tag, options);
    out_.glue(")");
    end_set(tag);
  } else {
    out_.glue(indent(), "quire::format::", tag.local_name(), "(context, ");
    put_options(tag, options);
    const std::string scope = scope_argument(tag);
    const bool has_scope = tag.standard != StandardTag::kRequestEncoding;
    out_.glue(!has_scope ? "" : scope.empty() ? ", quire::Scope::kPage" : scope, ");\n");
  }
  close_block();
}

}  // namespace quire::compiler
