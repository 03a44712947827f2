#include "runtime/api/el/operand.h"
#include "runtime/api/format/icu_library.h"
#include "runtime/api/format/lone_apostrophe.h"
#include "runtime/api/format/moment.h"
#include "runtime/api/format/option.h"
#include "runtime/api/format/page_format.h"

#include <quire/page_control.h>
#include <quire/writer.h>

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

std::string html_escaped(const std::string& text) {
  Writer out;
  out.escape_html(text);
  return std::string(out.text());
}

IcuLibrary::MessageTime message_time(PageContext& context, const Time& time) {
  return {milliseconds_of(time), is_instant(time) ? zone_of(context, nullptr) : std::string(), has_date(time),
          has_time_of_day(time)};
}

/// Whether a pattern may format an argument as a time.
bool may_have_time(std::string_view pattern) {
  return pattern.find("date") != pattern.npos || pattern.find("time") != pattern.npos;
}

/// `reads_times` is whether text in ISO 8601 may be shown as the time that it is.
Argument argument_of(PageContext& context, const Value& value, bool is_html, bool reads_times) {
  const el::Operand operand(context, value);
  if (operand.kind == Value::Kind::kInteger) return operand.integer;
  if (operand.kind == Value::Kind::kDouble) return operand.real;
  if (operand.is_time()) return message_time(context, operand.items->as_time());
  std::string text = el::text_of(operand);
  if (is_html && !value.is_html()) text = html_escaped(text);
  const auto time = reads_times && operand.is_text() ? time_of(operand) : std::nullopt;
  if (time) return IcuLibrary::DatedText{std::move(text), message_time(context, *time)};
  return text;
}

std::string with_arguments(PageContext& context, const std::string& key, const std::string& text,
                           const std::string& locale, const std::vector<Value>& values, bool is_html) {
  std::vector<Argument> arguments;
  const bool reads_times = may_have_time(text);
  for (const Value& value : values) arguments.push_back(argument_of(context, value, is_html, reads_times));
  const std::string zone = reads_times ? zone_of(context, nullptr) : std::string();
  std::string error;
  auto message =
      icu_library().format_message(locale.empty() ? format_locale(context) : locale, zone, text, arguments, error);
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
