// web.xml says in some hundred elements what web.toml says in a few settings. Each setting that
// both have is converted by a function for its element; of everything else, each kind of element
// is reported once, with the number of times it occurs, and becomes a comment at the end of
// web.toml. Nothing is dropped silently, except what describes the site to people and tools.
#include "compiler/import/web_xml.h"

#include "compiler/import/imported_name.h"
#include "compiler/import/importer.h"
#include "compiler/import/xml_tree.h"
#include "compiler/source/encoding.h"
#include "compiler/source/include_resolver.h"
#include "runtime/base/ascii.h"

#include <boost/algorithm/string.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace quire::compiler {
namespace {

constexpr const char* kPath = "WEB-INF/web.xml";

/// Elements without a meaning for a site's pages. The tags of a `taglib` are reported where they are used.
constexpr std::string_view kIgnored[] = {"description", "display-name", "icon",     "distributable",
                                         "taglib",      "module-name",  "ordering", "absolute-ordering"};

/// Java's exceptions, and what they are in imported pages.
constexpr std::pair<std::string_view, std::string_view> kExceptions[] = {
    {"java.lang.Throwable", "std::exception"},
    {"java.lang.Exception", "std::exception"},
    {"java.lang.RuntimeException", "std::exception"},
    {"javax.servlet.ServletException", "std::exception"},
    {"jakarta.servlet.ServletException", "std::exception"},
    {"java.lang.NumberFormatException", "std::logic_error"},
    {"java.lang.IndexOutOfBoundsException", "std::out_of_range"}};

/// Settings of JSPs that are true or false; the last column says whether web.toml has the opposite.
struct Flag {
  std::string_view xml;
  std::string_view toml;
  bool is_negated = false;
};
constexpr Flag kFlags[] = {{"el-ignored", "el", true},
                           {"scripting-invalid", "scripting", true},
                           {"is-xml", "is_xml"},
                           {"error-on-el-not-found", "error_on_el_not_found"}};

/// Parameters of the library `fmt`, which are settings (Jakarta Tags 3.0, 8.11), after the name of its package.
constexpr std::pair<std::string_view, std::string_view> kFormat[] = {{".localizationContext", "bundle"},
                                                                     {".fallbackLocale", "locale"},
                                                                     {".locale", "locale"},
                                                                     {".timeZone", "time_zone"}};
constexpr std::string_view kFormatPackages[] = {"jakarta.servlet.jsp.jstl.fmt", "javax.servlet.jsp.jstl.fmt"};

/// In Expression Language, JSP prints nothing for a name that is not found.
constexpr const char* kDefaultGroup = "\n[[group]]\npattern = \"/\"\nerror_on_el_not_found = false\n";

std::string quoted(std::string_view text) {
  // Strings of JSON are strings of TOML, apart from this character.
  return boost::replace_all_copy(boost::json::serialize(boost::json::string(text)), "\x7F", "\\u007F");
}

/// A string, or a list of several; each is quoted already.
std::string list(const std::vector<std::string>& values) {
  return values.size() == 1 ? values.front() : "[" + boost::join(values, ", ") + "]";
}

/// Whether the settings are those of a web.toml.
bool is_accepted(const std::string& settings) { return parse_web_settings(settings).mistakes.empty(); }

/// Without characters that a comment may not contain.
std::string printable(std::string text) {
  std::ranges::replace_if(text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }, ' ');
  return text;
}

class WebXmlImporter {
 public:
  /// `keeps_names`: the result is for the JSPs, not for the pages made of them.
  explicit WebXmlImporter(bool keeps_names, std::string bundle = {})
      : keeps_names_(keeps_names), bundle_(std::move(bundle)) {}

  std::string run(const XmlTree& root, bool ignores_el) {
    if (ignores_el) groups_ += "el = false\n";
    for (const XmlTree& element : root.children)
      if (!keeps_names_ || element.name == "jsp-config") top(element);
    if (!bundle_.empty()) format_.try_emplace("bundle", bundle_);
    std::string text = welcome_ + groups_ + error_pages_;
    if (!format_.empty()) text += "\n[format]\n";
    for (const auto& [name, value] : format_) text += name + " = " + quoted(value) + "\n";
    if (!params_.empty()) text += "\n[params]\n" + params_;
    if (!session_.empty()) text += "\n[session]\n" + session_;
    return boost::trim_left_copy(text);
  }

  struct Left {
    std::string why;
    Span place;
    std::size_t count;
  };
  /// What has no place in web.toml; each reason once.
  const std::vector<Left>& left() const { return left_; }
  /// The number of settings that were converted.
  std::size_t turned() const { return turned_; }
  const std::vector<std::pair<UrlPattern, std::string>>& encodings() const { return encodings_; }

 private:
  void top(const XmlTree& element);
  void jsp_config(const XmlTree& element);
  void welcome(const XmlTree& element);
  void group(const XmlTree& element);
  bool jsp_property(const XmlTree& property, std::string& settings);
  void error_page(const XmlTree& element);
  void param(const XmlTree& element);
  void session(const XmlTree& element);
  void cookie(const XmlTree& setting);

  void leave(const XmlTree& element, const std::string& why) {
    const std::string text = printable("`<" + element.name + ">` " + why);
    const auto [known, is_new] = reasons_.try_emplace(text, left_.size());
    if (is_new) left_.push_back({text, element.place, 0});
    ++left_[known->second].count;
  }
  std::string renamed(std::string_view link) const { return keeps_names_ ? std::string(link) : imported_link(link); }
  std::string included(std::string_view file) const {
    return keeps_names_ ? std::string(file) : imported_include(file);
  }
  void add(std::string& section, const std::string& setting) {
    section += setting + "\n";
    ++turned_;
  }

  bool format(const XmlTree& param);

  bool keeps_names_;
  std::string bundle_;
  std::map<std::string, std::string, std::less<>> format_;
  std::string welcome_;
  std::string groups_ = kDefaultGroup;
  std::string error_pages_;
  std::string params_;
  std::string session_;
  std::set<std::string, std::less<>> param_names_;
  std::vector<std::pair<UrlPattern, std::string>> encodings_;
  std::vector<Left> left_;
  // The index in `left_` of each reason.
  std::map<std::string, std::size_t> reasons_;
  std::size_t turned_ = 0;
};

void WebXmlImporter::top(const XmlTree& element) {
  using Reader = void (WebXmlImporter::*)(const XmlTree&);
  constexpr std::pair<std::string_view, Reader> kReaders[] = {{"welcome-file-list", &WebXmlImporter::welcome},
                                                              {"jsp-config", &WebXmlImporter::jsp_config},
                                                              {"error-page", &WebXmlImporter::error_page},
                                                              {"context-param", &WebXmlImporter::param},
                                                              {"session-config", &WebXmlImporter::session}};
  const auto* reader = std::ranges::find(kReaders, element.name, &std::pair<std::string_view, Reader>::first);
  if (reader != std::end(kReaders)) return (this->*reader->second)(element);
  if (std::ranges::find(kIgnored, element.name) != std::end(kIgnored)) return;
  const bool is_utf8 = element.name.ends_with("-character-encoding") && is_same_encoding(element.text, "UTF-8");
  if (is_utf8) return;
  if (element.name == "security-constraint")
    return leave(element, "has no equivalent in web.toml; anyone can request what it protects");
  leave(element, "has no equivalent in web.toml");
}

void WebXmlImporter::jsp_config(const XmlTree& element) {
  for (const XmlTree& child : element.children) {
    if (child.name == "jsp-property-group") group(child);
    else if (std::ranges::find(kIgnored, child.name) == std::end(kIgnored))
      leave(child, "has no equivalent in web.toml");
  }
}

void WebXmlImporter::welcome(const XmlTree& element) {
  std::vector<std::string> files;
  for (const XmlTree& child : element.children) {
    const std::string_view file = std::string_view(child.text).substr(child.text.starts_with('/') ? 1 : 0);
    const std::string name = quoted(renamed(file));
    if (child.name == "welcome-file" && !file.empty() && is_accepted("welcome = " + name)) files.push_back(name);
    else leave(child, "with the value `" + child.text + "` has no equivalent in web.toml");
  }
  if (!files.empty()) add(welcome_, "welcome = [" + boost::join(files, ", ") + "]");
}

/// `<jsp-property-group>` (Jakarta Server Pages 4.0, 3.3).
void WebXmlImporter::group(const XmlTree& element) {
  std::vector<std::string> patterns;
  std::vector<std::string> preludes;
  std::vector<std::string> codas;
  std::string settings;
  for (const XmlTree& child : element.children) {
    std::string mistake;
    const bool is_path = child.text.starts_with('/');
    if (child.name == "url-pattern" && !child.text.starts_with('^') && UrlPattern::parse(child.text, mistake))
      patterns.push_back(quoted(renamed(child.text)));
    else if (child.name == "include-prelude" && is_path) preludes.push_back(quoted(included(child.text)));
    else if (child.name == "include-coda" && is_path) codas.push_back(quoted(included(child.text)));
    else if (child.name == "page-encoding") continue;
    else if (!jsp_property(child, settings))
      leave(child, "with the value `" + child.text + "` has no equivalent in web.toml");
  }
  for (const XmlTree& child : element.children) {
    std::string mistake;
    auto pattern = child.name == "url-pattern" ? UrlPattern::parse(child.text, mistake) : std::nullopt;
    if (pattern) encodings_.emplace_back(*std::move(pattern), element.text_of("page-encoding"));
  }
  if (!preludes.empty()) add(settings, "prelude = " + list(preludes));
  if (!codas.empty()) add(settings, "coda = " + list(codas));
  if (patterns.empty() && !settings.empty()) leave(element, "has no `<url-pattern>`");
  if (patterns.empty() || settings.empty()) return;
  groups_ += "\n[[group]]\npattern = " + list(patterns) + "\n" + settings;
}

/// Adds a setting; returns false if web.toml does not have it.
bool WebXmlImporter::jsp_property(const XmlTree& property, std::string& settings) {
  const std::string& value = property.text;
  const bool is_flag = value == "true" || value == "false";
  std::string setting;
  if (std::ranges::find(kIgnored, property.name) != std::end(kIgnored)) return true;
  // `<%@ page %>` has stricter rules in Quire.
  if (property.name == "error-on-undeclared-namespace") return true;
  if (property.name == "deferred-syntax-allowed-as-literal") return value == "false";
  if (const auto* flag = std::ranges::find(kFlags, property.name, &Flag::xml); flag != std::end(kFlags) && is_flag)
    setting = std::string(flag->toml) + " = " + ((value == "true") != flag->is_negated ? "true" : "false");
  if (property.name == "trim-directive-whitespaces" && is_flag)
    setting = std::string("trim = ") + (value == "true" ? "\"directives\"" : "\"off\"");
  if (property.name == "buffer") setting = "buffer = " + quoted(value);
  if (property.name == "default-content-type")
    setting = "content_type = " + quoted(*import_attribute("page", "contentType", value, false, {}).value);
  if (setting.empty() || !is_accepted("[[group]]\npattern = \"/\"\n" + setting)) return false;
  add(settings, setting);
  return true;
}

void WebXmlImporter::error_page(const XmlTree& element) {
  const std::string_view status = element.text_of("error-code");
  const std::string_view exception = element.text_of("exception-type");
  const std::string page = renamed(element.text_of("location"));
  const auto* type = std::ranges::find(kExceptions, exception, &std::pair<std::string_view, std::string_view>::first);
  if (!exception.empty() && type == std::end(kExceptions))
    return leave(element, "is for `" + std::string(exception) + "`, a Java class; name a C++ exception");
  std::string setting = "\n[[error_page]]\n";
  if (!status.empty()) setting += "status = " + std::string(status) + "\n";
  else if (!exception.empty()) setting += "exception = " + quoted(type->second) + "\n";
  setting += "page = " + quoted(page);
  if (std::ranges::all_of(status, is_digit) && is_accepted(setting)) return add(error_pages_, setting);
  leave(element, "with the location `" + page +
                     "` has no equivalent in web.toml, where an error page is a page, and its status from 400 to 599");
}

void WebXmlImporter::param(const XmlTree& element) {
  const std::string_view name = element.text_of("param-name");
  if (format(element)) return void(++turned_);
  if (!param_names_.emplace(name).second) return leave(element, "repeats `" + std::string(name) + "`");
  add(params_, quoted(name) + " = " + quoted(element.text_of("param-value")));
}

/// Reads a parameter that is a setting; false if it is not one.
bool WebXmlImporter::format(const XmlTree& param) {
  const std::string_view name = param.text_of("param-name");
  const std::string value(param.text_of("param-value"));
  for (const std::string_view package : kFormatPackages)
    for (const auto& [java, setting] : kFormat)
      if (name == std::string(package) + std::string(java) && !value.empty())
        return format_.try_emplace(std::string(setting), value).second;
  return false;
}

void WebXmlImporter::session(const XmlTree& element) {
  for (const XmlTree& child : element.children) {
    if (child.name == "cookie-config") {
      for (const XmlTree& setting : child.children) cookie(setting);
      continue;
    }
    // Minutes; 0 or less means never.
    const bool never = child.text.starts_with('-') || child.text == "0";
    const std::string timeout = never ? "timeout = 0" : "timeout = " + quoted(child.text + "m");
    const bool is_number = std::ranges::all_of(child.text.substr(child.text.starts_with('-') ? 1 : 0), is_digit);
    const bool is_timeout = child.name == "session-timeout" && is_number && is_accepted("[session]\n" + timeout);
    if (is_timeout && is_accepted("[session]\n" + session_ + timeout)) add(session_, timeout);
    else leave(child, "has no equivalent in web.toml");
  }
}

void WebXmlImporter::cookie(const XmlTree& setting) {
  std::string imported;
  if (setting.name == "name") imported = "cookie = " + quoted(setting.text);
  if (setting.name == "path") imported = "path = " + quoted(setting.text);
  if (setting.name == "secure") imported = "secure = " + setting.text;
  if (!imported.empty() && is_accepted("[session]\n" + session_ + imported)) add(session_, imported);
  // All session cookies are.
  else if (setting.name != "http-only" || setting.text != "true") leave(setting, "has no equivalent in web.toml");
}

/// Whether pages do not use Expression Language unless they say so: the default up to Servlet 2.3
/// (Jakarta Server Pages 4.0, 3.3.2).
bool ignores_el(const XmlTree& root, std::string_view text) {
  const auto version = root.attributes.find("version");
  if (version != root.attributes.end()) return version->second == "2.2" || version->second == "2.3";
  const std::string_view prolog = text.substr(0, root.place.begin);
  return prolog.find("Web Application 2.") != std::string_view::npos;
}

std::optional<XmlTree> read_root(FileId file, const SourceSet& sources, Sink& sink) {
  std::optional<XmlTree> root = read_xml_tree(file, sources, sink);
  if (!root || root->name == "web-app") return root;
  sink.report(DiagnosticKind::kMalformedXml, root->place,
              "`<" + root->name + ">` is not the root element of a web.xml, which is `<web-app>`");
  return std::nullopt;
}

}  // namespace

std::string default_web_toml(const std::string& bundle) { return WebXmlImporter(false, bundle).run({}, false); }

ImportedFile import_web_xml(const std::string& bytes, const std::string& bundle) {
  ImportedFile result{"WEB-INF/web.toml", {}, {}, {}, {}};
  const bool is_too_large = bytes.size() > IncludeResolver::kMaxBytes;
  const FileId file = result.sources.add(is_too_large ? SourceFile(kPath, "", "") : read_xml_file(kPath, bytes));
  if (is_too_large) {
    result.sink.report(DiagnosticKind::kFileUnreadable, {file, 0, 0}, "the file is larger than 16 MB");
    return result;
  }
  const auto root = read_root(file, result.sources, result.sink);
  if (!root) return result;
  WebXmlImporter importer(false, bundle);
  result.text = importer.run(*root, ignores_el(*root, result.sources.file(file).bytes()));
  result.counts.turned = importer.turned();
  if (!importer.left().empty()) result.text += "\n# import: web.xml also has the following\n";
  for (const auto& [why, place, count] : importer.left()) {
    const std::string often = count > 1 ? why + " (" + std::to_string(count) + " of them)" : why;
    result.text += "# - " + often + "\n";
    result.sink.report(DiagnosticKind::kNotImported, place, "left in a comment: " + often);
    result.counts.left += count;
  }
  return result;
}

std::string JspProperties::encoding_of(std::string_view path) const {
  const std::pair<UrlPattern, std::string>* best = nullptr;
  for (const auto& each : encodings)
    if (each.first.matches(path) && (best == nullptr || each.first.is_more_specific_than(best->first))) best = &each;
  return best == nullptr ? std::string() : best->second;
}

JspProperties read_jsp_properties(const std::string& bytes) {
  if (bytes.empty() || bytes.size() > IncludeResolver::kMaxBytes) return {};
  SourceSet sources;
  Sink ignored;
  const FileId file = sources.add(read_xml_file(kPath, bytes));
  const auto root = read_root(file, sources, ignored);
  if (!root) return {};
  WebXmlImporter importer(true);
  const std::string text = importer.run(*root, ignores_el(*root, sources.file(file).bytes()));
  return {parse_web_settings(text), importer.encodings()};
}

}  // namespace quire::compiler
