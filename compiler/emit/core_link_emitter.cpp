// `c:url`, `c:redirect`, `c:import`, and their parameters.

#include "compiler/emit/function_emitter.h"

#include <string>
#include <utility>

namespace quire::compiler {

/// The content of a tag that makes a URL; `link` is the variable with the URL.
void FunctionEmitter::link_params(const Node& tag, const std::string& link) {
  if (tag.children.empty()) return;
  const std::string outer = std::exchange(link_, link);
  block(tag.children);
  link_ = outer;
}

void FunctionEmitter::core_link(const Node& tag) {
  const bool is_redirect = tag.standard == StandardTag::kRedirect;
  open_block();
  const ValueCode url = value_code(tag, is_redirect ? "url" : "value");
  const ValueCode context = value_code(tag, "context");
  const std::string link = "quire_link_" + out_.next_number();
  line(store(url.span), ";");
  out_.glue(indent(), "quire::core::Link ", link, "(context, ");
  put_call("el::text", tag, url, false);
  if (tag.has("context")) {
    out_.glue(", ");
    put_call("el::text", tag, context, false);
  }
  out_.glue(");\n");
  link_params(tag, link);
  line(store(tag.name_span), ";");
  if (is_redirect) {
    line(link, ".redirect(context);");
  } else if (tag.has("var")) {
    begin_set(tag);
    out_.glue(link, ".text()");
    end_set(tag);
  } else {
    note_value(tag, "quire_out_", page_.settings.escaping);
    // The page's author is trusted; values in a URL are not.
    const bool is_written = url.attribute != nullptr && url.attribute->is_text() &&
                            (context.attribute == nullptr || context.attribute->is_text());
    const std::string print = printer(tag, "quire_out_", page_.settings.escaping);
    const bool is_in = print.starts_with("quire::print_in(");
    line(print, " ", link, is_written && is_in ? ".url());" : ".text());");
  }
  close_block();
}

void FunctionEmitter::core_import(const Node& tag) {
  open_block();
  const ValueCode url = value_code(tag, "url");
  const ValueCode encoding = value_code(tag, "charEncoding");
  const std::string link = "quire_link_" + out_.next_number();
  line(store(url.span), ";");
  out_.glue(indent(), "quire::core::Import ", link, "(");
  put_call("el::text", tag, url, false);
  if (tag.has("charEncoding")) {
    out_.glue(", ");
    put_call("el::text", tag, encoding, false);
  }
  out_.glue(");\n");
  link_params(tag, link);
  line(store(tag.name_span), ";");
  if (tag.has("var")) {
    begin_set(tag);
    out_.glue(link, ".value(context)");
    end_set(tag);
  } else {
    line(link, ".include(context);");
  }
  close_block();
}

void FunctionEmitter::core_param(const Node& tag) {
  if (link_.empty()) return;
  open_block();
  const ValueCode name = value_code(tag, "name");
  const bool has_content = !tag.has("value") && !tag.children.empty();
  const ValueCode value =
      has_content ? ValueCode{nullptr, core_body(tag, false), tag.name_span} : value_code(tag, "value");
  out_.glue(indent(), store(value.span), ", ", link_, ".param(");
  put_call("el::text", tag, name, false);
  out_.glue(", ");
  put_call("el::text", tag, value, false);
  out_.glue(");\n");
  close_block();
}

}  // namespace quire::compiler
