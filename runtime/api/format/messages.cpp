#include "runtime/api/el/operand.h"
#include "runtime/api/format/icu_library.h"
#include "runtime/api/format/moment.h"
#include "runtime/api/format/option.h"
#include "runtime/api/format/page_format.h"

#include <quire/page_control.h>
#include <quire/writer.h>

#include <algorithm>
#include <string>
#include <utility>

namespace quire::format {

namespace {

using Argument = IcuLibrary::MessageArgument;

constexpr std::string_view kHtmlKey = ".html";

void warn(PageContext& context, const std::string& key, const std::string& text) {
  if (detail::SiteMessages* site = PageControl::of(context).messages()) site->warn_once(key, text);
}

/// What is shown instead of a message that is not there.
Value missing(PageContext& context, const std::string& key, const std::string& why) {
  warn(context, "missing " + key + "\n" + why, "there is no message `" + key + "`" + why);
  return "???" + key + "???";
}

const std::string* find_text(const FoundBundle& bundle, std::string_view key) {
  for (const auto& texts : bundle.texts)
    if (const std::string* text = texts->find(key)) return text;
  return nullptr;
}

/// Whether a single apostrophe is beside an argument: Java takes it, and all up to the next one, as quoted.
bool has_lone_apostrophe(std::string_view text) {
  bool has_argument = false;
  bool is_lone = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view next = text.substr(at + 1, 1);
    if (text[at] == '{' && !next.empty() && next[0] >= '0' && next[0] <= '9') has_argument = true;
    if (text[at] != '\'') continue;
    if (next == "'") {
      ++at;
    } else if (next == "{" || next == "}") {
      // Up to the apostrophe that ends it, all is as it is.
      at = std::min(text.find('\'', at + 1), text.size());
    } else {
      is_lone = true;
    }
  }
  return has_argument && is_lone;
}

std::string html_escaped(const std::string& text) {
  Writer out;
  out.escape_html(text);
  return std::string(out.text());
}

Argument argument_of(PageContext& context, const Value& value, bool is_html) {
  const el::Operand operand(context, value);
  if (operand.kind == Value::Kind::kInteger) return operand.integer;
  if (operand.kind == Value::Kind::kDouble) return operand.real;
  if (operand.is_time()) {
    const Time time = operand.items->as_time();
    return IcuLibrary::MessageTime{milliseconds_of(time), is_instant(time) ? zone_of(context, nullptr) : std::string(),
                                   has_date(time), has_time_of_day(time)};
  }
  std::string text = el::text_of(operand);
  return is_html && !value.is_html() ? html_escaped(text) : text;
}

std::string with_arguments(PageContext& context, const std::string& key, const std::string& text,
                           const std::string& locale, const std::vector<Value>& values, bool is_html) {
  std::vector<Argument> arguments;
  for (const Value& value : values) arguments.push_back(argument_of(context, value, is_html));
  std::string error;
  auto message = icu_library().format_message(locale.empty() ? format_locale(context) : locale, text, arguments, error);
  if (!message) throw el::Error("message `" + key + "`, which is `" + text + "`, cannot be formatted: " + error);
  if (has_lone_apostrophe(text))
    warn(context, "apostrophe " + key + "\n" + locale,
         "message `" + key + "`, which is `" + text +
             "`, has a single apostrophe, which Java would take as the start of quoted text; write `''`");
  if (message->arguments > values.size())
    warn(context, "arguments " + key + "\n" + locale,
         "message `" + key + "`, which is `" + text + "`, has " + std::to_string(message->arguments) +
             (message->arguments == 1 ? " argument" : " arguments") + ", but the page gives it " +
             std::to_string(values.size()));
  return std::move(message->text);
}

Value message_value(PageContext& context, const MessageOptions& options, const Params* params) {
  std::string key(el::text(context, options.key));
  if (key.empty()) return "??????";
  const auto used = used_bundle(context, options.bundle);
  if (!used) return missing(context, key, ": the page has no bundle; set one with `<fmt:setBundle>` or in web.toml");
  key.insert(0, used->prefix);
  const FoundBundle& bundle = find_bundle(context, used->basename);
  if (bundle.texts.empty())
    return missing(context, key,
                   ": the site has no bundle `" + used->basename +
                       "` in a language of the visitor, nor for all, such as WEB-INF/messages/" + used->basename +
                       ".properties");
  const std::string* text = find_text(bundle, key);
  if (text == nullptr)
    return missing(context, key,
                   " in the bundle `" + used->basename + "`" +
                       (bundle.locale.empty() ? std::string() : " for the locale `" + bundle.locale + "`"));
  const bool is_html = !flag_option(context, options.escapeXml).value_or(!key.ends_with(kHtmlKey));
  std::string shown = params == nullptr || params->values().empty()
                          ? *text
                          : with_arguments(context, key, *text, bundle.locale, params->values(), is_html);
  return is_html ? Value::html(std::move(shown)) : Value(std::move(shown));
}

}  // namespace

Params::Params() = default;
Params::~Params() = default;

void Params::add(PageContext& context, const el::Argument& value) {
  values_.push_back(el::settle(context, value.in(context)));
}

const Value& message(PageContext& context, const MessageOptions& options, const Params* params) {
  return el::detail::keep(context, message_value(context, options, params));
}

}  // namespace quire::format
