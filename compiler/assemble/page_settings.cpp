#include "compiler/assemble/directive_readers.h"

#include "compiler/assemble/attribute_values.h"
#include "compiler/lex/xml_prolog.h"
#include "compiler/parse/parse.h"
#include "compiler/source/encoding.h"
#include "runtime/base/ascii.h"
#include "runtime/base/near_name.h"
#include "runtime/base/utf8.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

/// The default buffer size if only `autoFlush` is given, as in JSP.
constexpr std::size_t kDefaultBuffer = 8 * 1024;
constexpr std::size_t kMaxBufferKb = 1024 * 1024;

/// In the order of the enumerators of `Trim`.
constexpr std::string_view kTrimModes[] = {"off", "directives", "lines", "collapse"};

/// In the order in which they are listed to clients.
constexpr std::string_view kMethods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

/// Converts `8kb` or `8KB` to bytes.
std::optional<std::size_t> read_kilobytes(std::string_view text) {
  std::size_t kilobytes = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), kilobytes);
  const std::string unit = to_lower({end, text.data() + text.size()});
  if (error != std::errc() || unit != "kb" || kilobytes == 0 || kilobytes > kMaxBufferKb) return std::nullopt;
  return kilobytes * 1024;
}

bool is_library_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return is_alphanumeric(c) || std::string_view("_-+.").find(c) != std::string_view::npos;
  });
}

}  // namespace

PageSettingsReader::PageSettingsReader(Page& page, const SourceSet& sources, Sink& sink)
    : page_(page), settings_(page.settings), sources_(sources), sink_(sink) {
  if (page.is_xml) settings_.content_type = "text/xml;charset=UTF-8";
  // Errors in web.toml are reported there.
  const GroupSettings& group = settings_.group;
  if (group.content_type) {
    ContentType type = quire::compiler::read_content_type(group.content_type->value);
    if (type.mistake.empty()) settings_.content_type = std::move(type.value);
  }
  if (group.error_on_el_not_found) settings_.el_names_must_exist = group.error_on_el_not_found->value;
  if (group.escape) set_escaping(group.escape->value);
  if (group.trim) {
    const auto* mode = std::ranges::find(kTrimModes, group.trim->value);
    if (mode != std::end(kTrimModes)) settings_.trim = static_cast<Trim>(mode - std::begin(kTrimModes));
  }
  if (!group.buffer) return;
  const auto bytes =
      group.buffer->value == "none" ? std::optional<std::size_t>(0) : read_kilobytes(group.buffer->value);
  if (bytes) settings_.buffer = BufferSettings{*bytes, true};
}

void PageSettingsReader::read(const Node& directive) {
  for (const Attribute& attribute : directive.attributes) {
    // Imports accumulate.
    if (attribute.name == "import") read_imports(attribute, settings_, sink_);
    else if (attribute.name == "link") read_links(attribute);
    else if (!repeats(attribute)) read(attribute);
  }
}

/// Whether the attribute was given before. Reports it if the values differ. Each file has its
/// own `pageEncoding`, which is reported if the file gives it again.
bool PageSettingsReader::repeats(const Attribute& attribute) {
  const bool is_of_file = attribute.name == "pageEncoding";
  const Attribute*& first = is_of_file ? encodings_[attribute.name_span.file] : first_[attribute.name];
  if (first == nullptr) {
    first = &attribute;
    return false;
  }
  const bool is_included_again = first->name_span == attribute.name_span;
  if (is_included_again || (!is_of_file && first->value == attribute.value)) return true;
  Diagnostic& d = sink_.report(DiagnosticKind::kConflictingAttribute, attribute.name_span,
                               first->value == attribute.value
                                   ? "attribute `" + attribute.name + "` is given again; a file has only one encoding"
                                   : "attribute `" + attribute.name + "` is given again with a different value");
  d.notes.push_back({first->name_span, "first given here"});
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
  else if (name == "methods") read_methods(attribute);
  else if (name == "body") read_body(attribute);
  else if ((name == "errorPage" || name == "layout") && attribute.value.empty())
    report_bad_value(attribute, "it must name a file of the site", sink_);
  else if (name == "errorPage") settings_.error_page = attribute;
  else if (name == "layout") settings_.layout = attribute;
  else if (name == "language" && to_lower(attribute.value) != "c++")
    report_bad_value(attribute, "the language of pages is `c++`", sink_);
  else if (name == "pageEncoding") check_encoding(attribute);
}

void PageSettingsReader::read_trim(const Attribute& attribute) {
  if (attribute.name == "trim") {
    if (const auto mode = read_choice(attribute, kTrimModes, sink_)) settings_.trim = static_cast<Trim>(*mode);
  } else if (read_bool(attribute, sink_).value_or(false) && !first_.contains("trim")) {
    settings_.trim = Trim::kDirectives;
  }
}

void PageSettingsReader::set_escaping(std::string_view mode) {
  settings_.escaping = mode == "off" ? Escaping::kOff : mode == "html" ? Escaping::kHtml : Escaping::kAuto;
}

void PageSettingsReader::read_escape(const Attribute& attribute) {
  constexpr std::string_view kModes[] = {"auto", "html", "off"};
  if (read_choice(attribute, kModes, sink_)) set_escaping(attribute.value);
}

void PageSettingsReader::read_buffer(const Attribute& attribute) {
  const auto bytes = attribute.value == "none" ? std::optional<std::size_t>(0) : read_kilobytes(attribute.value);
  if (attribute.value == "auto") return;
  if (!bytes) return report_bad_value(attribute, "it must be `auto`, `none` or a size such as `8kb`", sink_);
  settings_.buffer = BufferSettings{*bytes, true};
}

/// HEAD is answered as GET, and OPTIONS with the list.
void PageSettingsReader::read_methods(const Attribute& attribute) {
  std::vector<std::string_view> given;
  for (std::string_view rest = attribute.value; !rest.empty();) {
    const std::string_view method = rest.substr(0, rest.find_first_of(" \t\r\n,"));
    rest.remove_prefix(std::min(method.size() + 1, rest.size()));
    if (method.empty()) continue;
    if (std::ranges::find(kMethods, method) == std::end(kMethods)) return report_unknown_method(attribute, method);
    given.push_back(method);
  }
  if (given.empty()) return report_bad_value(attribute, "it must list methods, such as `GET POST DELETE`", sink_);
  for (const std::string_view method : kMethods) {
    const bool follows = method == "OPTIONS" || (method == "HEAD" && std::ranges::find(given, "GET") != given.end());
    if (!follows && std::ranges::find(given, method) == given.end()) continue;
    settings_.methods += settings_.methods.empty() ? "" : ", ";
    settings_.methods += method;
  }
}

void PageSettingsReader::report_unknown_method(const Attribute& attribute, std::string_view method) {
  std::string rule = "`" + std::string(method) + "` is not a method that a page can answer";
  const std::string_view near = near_name(method, kMethods);
  if (!near.empty()) rule += "; did you mean `" + std::string(near) + "`?";
  report_bad_value(attribute, rule, sink_);
}

void PageSettingsReader::read_body(const Attribute& attribute) {
  constexpr std::string_view kModes[] = {"whole", "stream"};
  if (const auto mode = read_choice(attribute, kModes, sink_)) settings_.streams_body = *mode == 1;
}

/// The file has already been decoded with it, see `source/encoding.h`.
void PageSettingsReader::check_encoding(const Attribute& attribute) {
  const FileId id = attribute.value_span.file;
  const SourceFile& file = sources_.file(id);
  const bool is_xml = id == page_.file ? page_.is_xml : is_xml_file(file);
  const std::string in_prolog(is_xml ? sources_.text(declared_xml_encoding(id, sources_)) : "");
  const bool has_mark = file.bytes().starts_with(kByteOrderMark);
  const bool is_wide = file.encoding().starts_with("UTF-16");
  const bool says_utf8 = is_same_encoding(attribute.value, "UTF-8");
  const bool says_wide = to_lower(attribute.value).starts_with("utf-16");
  if (has_mark && !says_utf8) report_bad_value(attribute, "the file begins with a UTF-8 byte order mark", sink_);
  else if (is_wide && !says_wide) report_bad_value(attribute, "the file begins with a UTF-16 byte order mark", sink_);
  else if (!is_wide && says_wide)
    report_bad_value(attribute, "a file in UTF-16 must begin with a byte order mark", sink_);
  else if (!in_prolog.empty() && !is_same_encoding(attribute.value, in_prolog))
    report_bad_value(attribute, "the XML declaration says `" + in_prolog + "`", sink_);
  else if (!says_utf8 && !says_wide && !is_page_encoding(attribute.value))
    report_bad_value(attribute, "that encoding is unknown", sink_);
}

void PageSettingsReader::read_links(const Attribute& attribute) {
  std::string_view rest = attribute.value;
  while (!rest.empty()) {
    const std::string_view item = rest.substr(0, rest.find_first_of(" \t\r\n,"));
    rest.remove_prefix(std::min(item.size() + 1, rest.size()));
    if (item.empty()) continue;
    if (!item.starts_with("-l") || !is_library_name(item.substr(2)))
      return report_bad_value(attribute, "it must name libraries, as in `-lfoo -lbar`", sink_);
    settings_.links.push_back({std::string(item), attribute.value_span});
  }
}

void PageSettingsReader::read_content_type(const Attribute& attribute) {
  ContentType type = quire::compiler::read_content_type(attribute.value);
  if (!type.mistake.empty()) return report_bad_value(attribute, type.mistake, sink_);
  settings_.content_type = std::move(type.value);
}

void PageSettingsReader::finish() {
  const auto flush = first_.find("autoFlush");
  if (flush == first_.end() || flush->second->value != "false") return;
  if (!settings_.buffer) settings_.buffer = BufferSettings{kDefaultBuffer, true};
  settings_.buffer->auto_flush = false;
  if (settings_.buffer->bytes > 0) return;
  Diagnostic& d = sink_.report(DiagnosticKind::kConflictingAttribute, flush->second->value_span,
                               "without a buffer, `autoFlush` must be `true`");
  d.notes.push_back({first_.at("buffer")->value_span, "the buffer is turned off here"});
}

}  // namespace quire::compiler
