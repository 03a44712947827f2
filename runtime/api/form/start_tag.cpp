#include "runtime/api/form/start_tag.h"

#include "runtime/api/ascii.h"
#include "runtime/api/el/operand.h"
#include "runtime/api/escape/html_reference.h"

#include <algorithm>

namespace quire::form {

namespace {

using quire::detail::equals_ignoring_case;

constexpr std::string_view kUrls[] = {"formaction", "src", "href"};
/// Attributes whose values do not matter (HTML, 2.3.2).
constexpr std::string_view kFlags[] = {"autofocus", "checked",    "disabled", "formnovalidate", "hidden",  "inert",
                                       "multiple",  "novalidate", "readonly", "required",       "selected"};

bool is_of_name(char c) {
  const char lower = quire::detail::to_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("-_.:@").find(c) != std::string_view::npos;
}

template <class Names>
bool is_among(const Names& names, std::string_view name) {
  return std::any_of(std::begin(names), std::end(names),
                     [&](std::string_view each) { return equals_ignoring_case(name, each); });
}

/// Numbers as C++ prints them, without the `.0` of Java.
std::string plain_text_of(const el::Operand& operand) {
  if (operand.kind != Value::Kind::kDouble) return el::text_of(operand);
  Writer text;
  print_raw(text, operand.real);
  return std::string(text.text());
}

}  // namespace

std::string text_of(PageContext& context, const el::Argument& value) {
  return plain_text_of(el::Operand(context, value));
}

std::string text_of(const Value& value) {
  return value.kind() == Value::Kind::kDouble ? plain_text_of(el::Operand(value.as_double())) : el::plain_text(value);
}

bool is_html(PageContext& context, const el::Argument& value) {
  using Kind = el::Argument::Kind;
  return (value.kind() == Kind::kValue || value.kind() == Kind::kOther) && value.in(context).is_html();
}

void write_escaped(Writer& out, std::string_view text) {
  std::size_t run = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view reference = quire::detail::html_reference(static_cast<unsigned char>(text[at]));
    if (reference.empty()) continue;
    out.raw(text.substr(run, at - run)).raw(reference);
    run = at + 1;
  }
  out.raw(text.substr(run));
}

StartTag::StartTag(PageContext& context, std::string_view element, Attributes given)
    : context_(context), given_(given) {
  for (const auto& attribute : given) {
    if (attribute.first.empty() || !std::all_of(attribute.first.begin(), attribute.first.end(), is_of_name))
      throw el::Error("`" + std::string(attribute.first) + "` cannot be the name of an attribute");
    if (equals_ignoring_case(attribute.first, "name") && element != "form")
      throw el::Error("the name of a field is its path; remove the attribute `name`");
  }
  context.out().raw("<").raw(element);
}

StartTag::Form StartTag::form_of(std::string_view name, const el::Argument& value) const {
  const el::Operand operand(context_, value);
  if (operand.is_null()) return Form::kAbsent;
  if (operand.kind == Value::Kind::kBool) return operand.integer == 0 ? Form::kAbsent : Form::kFlag;
  if (!is_among(kFlags, name)) return Form::kText;
  const std::string text = text_of(context_, value);
  return text == "false" ? Form::kAbsent : text == "true" ? Form::kFlag : Form::kText;
}

const el::Argument* StartTag::find(std::string_view name) const {
  for (const auto& [given, value] : given_)
    if (equals_ignoring_case(given, name) && form_of(name, value) != Form::kAbsent) return &value;
  return nullptr;
}

std::optional<bool> StartTag::flag(std::string_view name) const {
  std::optional<bool> flag;
  for (const auto& [given, value] : given_)
    if (equals_ignoring_case(given, name) && !el::is_null(context_, value))
      flag = flag.value_or(false) || form_of(name, value) != Form::kAbsent;
  return flag;
}

bool StartTag::is_set(std::string_view name) const {
  return std::any_of(set_.begin(), set_.end(), [&](std::string_view set) { return equals_ignoring_case(name, set); });
}

std::string StartTag::given(std::string_view name) const {
  const el::Argument* value = find(name);
  return value == nullptr ? std::string() : text_of(context_, *value);
}

const el::Argument* StartTag::take(std::string_view name) {
  const el::Argument* value = find(name);
  if (value != nullptr) set_.push_back(name);
  return value;
}

void StartTag::write_name(std::string_view name) { context_.out().raw(" ").raw(name); }

void StartTag::set(std::string_view name, std::string_view value) {
  set(name);
  context_.out().raw("=\"");
  write_escaped(context_.out(), value);
  context_.out().raw("\"");
}

void StartTag::set(std::string_view name) {
  set_.push_back(name);
  write_name(name);
}

void StartTag::set_unless_given(std::string_view name, std::string_view value) {
  if (!is_given(name)) set(name, value);
}

void StartTag::set_url(std::string_view name, std::string_view url) {
  set(name);
  Writer text;
  quire::detail::print_text_in(text, {Part::kUrlStart, Within::kAttribute}, url);
  context_.out().raw("=\"").raw(text.text()).raw("\"");
}

void StartTag::set_markup(std::string_view name, std::string_view html) {
  set(name);
  Writer& out = context_.out();
  out.raw("=\"");
  for (std::size_t quote = html.find('"'); quote != html.npos; quote = html.find('"')) {
    out.raw(html.substr(0, quote)).raw("&#34;");
    html.remove_prefix(quote + 1);
  }
  out.raw(html).raw("\"");
}

void StartTag::end() {
  for (const auto& [name, value] : given_) {
    const Form form = form_of(name, value);
    if (is_set(name) || form == Form::kAbsent) continue;
    if (form == Form::kFlag) set(name);
    else if (is_html(context_, value)) set_markup(name, value.in(context_).as_string());
    else if (is_among(kUrls, name)) set_url(name, text_of(context_, value));
    else set(name, text_of(context_, value));
  }
  context_.out().raw(">");
}

}  // namespace quire::form
