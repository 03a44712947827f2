#include "runtime/api/form/form_state.h"

#include <algorithm>

namespace quire::form {

namespace {

constexpr std::string_view kElements[] = {"span", "div",    "p",       "strong", "em", "small",
                                          "ul",   "output", "section", "aside",  "ol"};
constexpr std::string_view kDelimiters[] = {"<br>", "<br/>", "<br />", "<hr>"};

bool is_list(std::string_view element) { return element == "ul" || element == "ol"; }

std::string element_of(PageContext& context, const el::Argument& given) {
  const std::string element = el::is_null(context, given) ? "span" : text_of(context, given);
  if (std::find(std::begin(kElements), std::end(kElements), element) == std::end(kElements))
    throw el::Error("errors cannot be in the element `" + element +
                    "`; it is one of span, div, p, strong, em, small, ul, ol, output, section and aside");
  return element;
}

void write_delimiter(Writer& out, std::string_view delimiter) {
  if (std::find(std::begin(kDelimiters), std::end(kDelimiters), delimiter) != std::end(kDelimiters)) out.raw(delimiter);
  else write_escaped(out, delimiter);
}

void write_messages(Writer& out, const std::vector<std::string>& messages, std::string_view delimiter) {
  for (const std::string& message : messages) {
    if (&message != &messages.front()) write_delimiter(out, delimiter);
    write_escaped(out, message);
  }
}

void write_items(Writer& out, const std::vector<std::string>& messages) {
  for (const std::string& message : messages) {
    out.raw("<li>");
    write_escaped(out, message);
    out.raw("</li>");
  }
}

}  // namespace

void errors(PageContext& context, const ErrorsOptions& options, Attributes attributes) {
  FormState& form = FormState::of(context, "form:errors");
  const std::string path = text_of(context, options.path);
  const bool is_of_field = !path.empty() && path != "*";
  // Whether the path is one.
  if (is_of_field) form.field(context, options.path, PathEnd::kAny);
  const std::string element = element_of(context, options.element);
  const std::vector<std::string> messages = form.messages(path);
  if (!messages.empty()) {
    StartTag tag(context, element, attributes);
    if (is_of_field && !tag.is_given("id")) tag.set("id", form.ids().take(form.ids().errors(path)));
    tag.set_unless_given("class", "errors");
    tag.end();
    if (is_list(element)) write_items(context.out(), messages);
    else
      write_messages(context.out(), messages,
                     el::is_null(context, options.delimiter) ? "<br>" : text_of(context, options.delimiter));
    context.out().raw("</").raw(element).raw(">");
  }
  el::detail::finish(context);
}

}  // namespace quire::form
