#include "compiler/check/page_settings.h"

#include "compiler/check/attribute_values.h"
#include "compiler/check/imports.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace quire::compiler {
namespace {

/// The buffer's default size where only `autoFlush` is given, as in JSP.
constexpr std::size_t kDefaultBuffer = 8 * 1024;
constexpr std::size_t kMaxBufferKb = 1024 * 1024;

/// `8kb` or `8KB`, in bytes.
std::optional<std::size_t> read_kilobytes(std::string_view text) {
  std::size_t kilobytes = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), kilobytes);
  const std::string unit = lower({end, text.data() + text.size()});
  if (error != std::errc() || unit != "kb" || kilobytes == 0 || kilobytes > kMaxBufferKb) return std::nullopt;
  return kilobytes * 1024;
}

bool is_library_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-+.").find(c) != std::string_view::npos;
  });
}

}  // namespace

void PageSettingsReader::read(const Node& directive) {
  for (const Attribute& attribute : directive.attributes) {
    if (attribute.name == "import") read_imports(attribute, settings_, sink_);
    else if (!repeats(attribute)) read(attribute);
  }
}

/// Whether the attribute was given before; reports when it disagrees, and a
/// file's second encoding even when it does not.
bool PageSettingsReader::repeats(const Attribute& attribute) {
  const auto [first, is_new] = first_.emplace(attribute.name, &attribute);
  if (is_new) return false;
  const bool same_file = first->second->name_span.file == attribute.name_span.file;
  const bool agrees = first->second->value == attribute.value && (attribute.name != "pageEncoding" || !same_file);
  if (agrees) return true;
  Diagnostic& d = sink_.report(DiagnosticKind::kConflictingAttribute, attribute.name_span,
                               first->second->value == attribute.value
                                   ? "attribute `" + attribute.name + "` is given again; a file has one encoding"
                                   : "attribute `" + attribute.name + "` is given again with another value");
  d.notes.push_back({first->second->name_span, "first given here"});
  return true;
}

void PageSettingsReader::read(const Attribute& attribute) {
  const std::string& name = attribute.name;
  const auto read_flag = [&](bool& flag) { flag = read_bool(attribute, sink_).value_or(flag); };
  if (name == "session") read_flag(settings_.has_session);
  else if (name == "isErrorPage") read_flag(settings_.is_error_page);
  else if (name == "errorOnELNotFound") read_flag(settings_.el_names_must_exist);
  else if (name == "fragments") read_flag(settings_.serves_fragments);
  else if (name == "isELIgnored" || name == "deferredSyntaxAllowedAsLiteral" || name == "autoFlush")
    read_bool(attribute, sink_);
  else if (name == "contentType") read_content_type(attribute);
  else if (name == "trim" || name == "trimDirectiveWhitespaces") read_trim(attribute);
  else if (name == "escape") read_escape(attribute);
  else if (name == "buffer") read_buffer(attribute);
  else if (name == "link") read_links(attribute);
  else if ((name == "errorPage" || name == "layout") && attribute.value.empty())
    report_bad_value(attribute, "it names a file of the site", sink_);
  else if (name == "errorPage") settings_.error_page = attribute;
  else if (name == "layout") settings_.layout = attribute;
  else if (name == "language" && lower(attribute.value) != "c++")
    report_bad_value(attribute, "pages are written in `c++`", sink_);
  else if (name == "pageEncoding" && lower(attribute.value) != "utf-8")
    report_bad_value(attribute, "pages are written in UTF-8", sink_);
}

void PageSettingsReader::read_trim(const Attribute& attribute) {
  constexpr std::string_view kModes[] = {"off", "directives", "lines", "collapse"};
  if (attribute.name == "trim") {
    if (const auto mode = read_choice(attribute, kModes, sink_)) settings_.trim = static_cast<Trim>(*mode);
  } else if (read_bool(attribute, sink_).value_or(false) && !first_.contains("trim")) {
    settings_.trim = Trim::kDirectives;
  }
}

void PageSettingsReader::read_escape(const Attribute& attribute) {
  constexpr std::string_view kModes[] = {"auto", "html", "off"};
  if (const auto mode = read_choice(attribute, kModes, sink_)) settings_.escapes = *mode < 2;
}

void PageSettingsReader::read_buffer(const Attribute& attribute) {
  const auto bytes = attribute.value == "none" ? std::optional<std::size_t>(0) : read_kilobytes(attribute.value);
  if (attribute.value == "auto") return;
  if (!bytes) return report_bad_value(attribute, "it must be `auto`, `none` or a size as in `8kb`", sink_);
  settings_.buffer = BufferSettings{*bytes, true};
}

void PageSettingsReader::read_links(const Attribute& attribute) {
  std::string_view rest = attribute.value;
  while (!rest.empty()) {
    const std::string_view item = rest.substr(0, rest.find_first_of(" \t\r\n,"));
    rest.remove_prefix(std::min(item.size() + 1, rest.size()));
    if (item.empty()) continue;
    if (!item.starts_with("-l") || !is_library_name(item.substr(2)))
      return report_bad_value(attribute, "it names libraries as in `-lfoo -lbar`", sink_);
    if (std::find(settings_.links.begin(), settings_.links.end(), item) == settings_.links.end())
      settings_.links.emplace_back(item);
  }
}

void PageSettingsReader::read_content_type(const Attribute& attribute) {
  constexpr std::string_view kCharset = "charset=";
  const std::string& type = attribute.value;
  const bool printable = std::all_of(type.begin(), type.end(), [](char c) { return c >= ' ' && c <= '~'; });
  const std::size_t slash = type.find('/');
  if (!printable || slash == 0 || slash == std::string::npos || slash + 1 == type.size())
    return report_bad_value(attribute, "it must be a media type as in `text/html`", sink_);
  const std::string folded = lower(type);
  const std::size_t charset = folded.find(kCharset);
  if (charset != std::string::npos) {
    std::string value = folded.substr(charset + kCharset.size());
    value = value.substr(0, value.find_first_of("; "));
    std::erase(value, '"');
    if (value != "utf-8") return report_bad_value(attribute, "pages are written and sent in UTF-8", sink_);
  }
  settings_.content_type = type;
  // Without it, browsers guess.
  if (charset == std::string::npos && folded.starts_with("text/")) settings_.content_type += ";charset=UTF-8";
}

void PageSettingsReader::finish() {
  const auto flush = first_.find("autoFlush");
  if (flush == first_.end() || flush->second->value != "false") return;
  if (!settings_.buffer) settings_.buffer = BufferSettings{kDefaultBuffer, true};
  settings_.buffer->auto_flush = false;
  if (settings_.buffer->bytes > 0) return;
  Diagnostic& d = sink_.report(DiagnosticKind::kConflictingAttribute, flush->second->value_span,
                               "without a buffer, output cannot wait: `autoFlush` must be `true`");
  d.notes.push_back({first_.at("buffer")->value_span, "there is no buffer, by this"});
}

}  // namespace quire::compiler
