#include "compiler/import/imported_name.h"
#include "compiler/import/importer.h"
#include "compiler/import/tags/mapped_tag.h"
#include "compiler/import/tags/member_names.h"
#include "compiler/lex/xml_name.h"
#include "compiler/lex/xml_prolog.h"
#include "compiler/lex/xml_reference.h"
#include "compiler/lex/xml_scanner.h"
#include "compiler/parse/xml_namespaces.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace quire::compiler {
namespace {

constexpr std::string_view kDirective = "directive.";
constexpr std::string_view kDescriptor = "urn:jsptld:";

/// The namespace of each declared prefix.
using Namespaces = std::map<std::string, std::string, std::less<>>;

std::string xml_escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') result += "&amp;";
    else if (c == '<') result += "&lt;";
    else if (c == '>' && result.ends_with("]]")) result += "&gt;";
    else if (c == '"') result += "&quot;";
    else if (c == '\'') result += "&apos;";
    else result += c;
  }
  return result;
}

/// `directive.page` for `jsp:directive.page`; empty for what is not a standard action.
std::string_view action_of(std::string_view name, const Namespaces& namespaces) {
  const std::string_view prefix = xml_prefix(name);
  const auto declared = namespaces.find(prefix);
  const bool is_standard =
      declared != namespaces.end() ? is_standard_namespace(declared->second) : prefix == "jsp" || prefix == "page";
  return is_standard ? xml_local_name(name) : std::string_view();
}

/// Why an element may be a tag of a Java library; empty if it is not.
std::string foreign_element(std::string_view name, const Namespaces& namespaces) {
  const auto declared = namespaces.find(xml_prefix(name));
  if (declared == namespaces.end()) return foreign_tag(name, {});
  if (kind_of_namespace(declared->second) != PrefixKind::kJava) return {};
  return "`<" + std::string(name) + ">` is in the namespace `" + declared->second +
         "`, which may be that of a Java library; its content is not shown until this is decided";
}

class XmlImporter : Importer {
 public:
  XmlImporter(FileId file, const SourceSet& sources, const Refused& refused, const JspContext& context)
      : Importer(file, sources, refused, context), tokens_(scan_xml(file, sources, result_.sink)) {}

  Pieces run() {
    java_.objects.is_tag_file = sources_.file(file_).name().ends_with(".tagx");
    match();
    gather_java();
    convert_java();
    if (result_.needs.has_guards) java_.headers.insert("security.h");
    const Span encoding = declared_xml_encoding(file_, sources_);
    if (is_reencoded() && encoding.size() > 0) {
      add_text_until(encoding.begin);
      add(encoding, "UTF-8", PieceState::kText);
    }
    for (std::size_t index = 0; index < tokens_.size();) {
      // Comments and the prolog.
      add_text_until(tokens_[index].span.begin);
      index = piece(index);
    }
    const auto size = static_cast<std::uint32_t>(sources_.file(file_).bytes().size());
    add_text_until(size);
    mention_names();
    mention_users();
    const auto root = std::ranges::find(tokens_, XmlTokenKind::kOpenTag, &XmlToken::kind);
    insert_headers("<jsp:directive." + own_directive() + " import=\"" + xml_escaped(headers()) + "\"/>",
                   root == tokens_.end() ? size : root->span.end);
    return std::move(result_);
  }

 private:
  void match();
  void map(std::size_t index, const Namespaces& namespaces);
  void use(const SiteTagLibrary& library, std::size_t index);
  void gather_java();
  std::size_t piece(std::size_t index);
  /// The library of the site in the namespace with that name; null if it is not one.
  const SiteTagLibrary* own_library(std::string_view name) const {
    if (name.starts_with(kDescriptor)) name.remove_prefix(kDescriptor.size());
    return context_.libraries == nullptr ? nullptr : context_.libraries->find(name);
  }
  /// Text or a tag whose functions have their names in C++.
  std::string with_own_names(std::string_view text) const {
    if (own_prefixes_.empty()) return std::string(text);
    return with_function_names(text, {}, [&](std::string_view prefix) { return own_prefixes_.contains(prefix); });
  }
  std::size_t code(std::size_t index);
  std::size_t tag(std::size_t index);
  bool encloses_link(std::size_t index) const;
  std::string left_reason(std::size_t index, std::string_view action);
  void attribute(const XmlAttribute& attribute, Span tag, std::string_view action, std::size_t& expression,
                 Edits& edits, std::string& comments);

  /// Leaves the element that begins with this tag, with all of its content; `rest` is the C++ in its place.
  std::size_t leave(std::size_t index, const std::string& why, std::string rest = {},
                    const ImportCause& cause = {ImportCause::Kind::kOther}) {
    const std::size_t last = partner_[index] == kNoToken ? index : std::max(index, partner_[index]);
    const Span span{file_, tokens_[index].span.begin, tokens_[last].span.end};
    report_left(tokens_[index].name, why, why == foreign_[index] ? causes_[index] : cause);
    const std::size_t end = last + 1 < elements_.size() ? elements_[last + 1] : java_.elements.size();
    bool may_end_page = false;
    for (std::size_t i = elements_[index]; i < end; ++i)
      may_end_page = may_end_page || java_.elements[i].may_end_page || !java_.elements[i].has_pairs;
    // What follows may be shown or not by the variable of a guard.
    may_end_page = may_end_page || decides_[index];
    if (rest.empty() && may_end_page) rest = kAnswer501, report_501(tokens_[index].name);
    if (!rest.empty()) rest = "<jsp:scriptlet>" + xml_escaped(rest) + "</jsp:scriptlet>";
    // A document must have a root element.
    if (index == root_) rest = "<jsp:root version=\"2.0\">" + rest + "</jsp:root>";
    add(span, left_in_xml_comment(why, text(span)) + rest, PieceState::kLeft);
    return last + 1;
  }
  static JavaElement::Kind kind_of(std::string_view action) {
    if (action == "scriptlet") return JavaElement::Kind::kScriptlet;
    if (action == "expression") return JavaElement::Kind::kExpression;
    return action == "declaration" ? JavaElement::Kind::kDeclaration : JavaElement::Kind::kOpenBody;
  }
  /// Whether it may be more than text of the page.
  bool is_tag(std::size_t index) const {
    return !actions_[index].empty() || !xml_prefix(text(tokens_[index].name)).empty();
  }
  PrefixKind namespace_kind(const XmlAttribute& attribute) const {
    return kind_of_namespace(decode_references(attribute.value, sources_).text());
  }
  std::string_view value(std::size_t index, std::string_view name) const {
    for (const XmlAttribute& attribute : tokens_[index].attributes)
      if (text(attribute.name) == name) return text(attribute.value);
    return {};
  }
  bool is_expression(const XmlAttribute& attribute) const {
    const std::string_view value = text(attribute.value);
    return value.size() > 3 && value.starts_with("%=") && value.ends_with('%');
  }

  std::vector<XmlToken> tokens_;
  std::size_t root_ = kNoToken;
  std::vector<std::size_t> partner_;
  // For each opening tag: that of the element around it.
  std::vector<std::size_t> parent_;
  // For each tag: its name, if it is that of a standard action.
  std::vector<std::string_view> actions_;
  // For each tag: why it may be that of a Java library; empty if it is not.
  std::vector<std::string> foreign_;
  // For each opening tag: whether it is a guard that sets a variable.
  std::vector<bool> decides_;
  // For each opening tag: what has to be done about it if it is left.
  std::vector<ImportCause> causes_;
  // For each tag: whether it is in a header of the site.
  std::vector<bool> is_own_;
  // Of all libraries that are headers of the site.
  std::set<std::string, std::less<>> own_prefixes_;
  // For each tag: that which it becomes; empty for most.
  std::vector<MappedTag> mapped_;
};

void XmlImporter::match() {
  partner_.assign(tokens_.size(), kNoToken);
  foreign_.resize(tokens_.size());
  causes_.resize(tokens_.size());
  decides_.resize(tokens_.size());
  is_own_.resize(tokens_.size());
  mapped_.resize(tokens_.size());
  actions_.resize(tokens_.size());
  parent_.assign(tokens_.size(), kNoToken);
  // Each with the namespaces that are declared for its content.
  std::vector<std::pair<std::size_t, Namespaces>> open;
  for (std::size_t index = 0; index < tokens_.size(); ++index) {
    const XmlToken& token = tokens_[index];
    if (token.kind == XmlTokenKind::kOpenTag || token.kind == XmlTokenKind::kEmptyTag) {
      Namespaces namespaces = open.empty() ? Namespaces() : open.back().second;
      for (const XmlAttribute& each : token.attributes) {
        const std::string_view name = text(each.name);
        if (!XmlNamespaces::is_declaration(name)) continue;
        const std::string prefix(name == "xmlns" ? "" : xml_local_name(name));
        const std::string uri = decode_references(each.value, sources_).text();
        const SiteTagLibrary* library = own_library(uri);
        if (library != nullptr && library->is_to_be_written()) own_prefixes_.insert(prefix);
        namespaces[prefix] = uri;
      }
      actions_[index] = action_of(text(token.name), namespaces);
      if (!open.empty()) parent_[index] = open.back().first;
      map(index, namespaces);
      root_ = std::min(root_, index);
      if (token.kind == XmlTokenKind::kOpenTag) open.emplace_back(index, std::move(namespaces));
    }
    if (token.kind != XmlTokenKind::kCloseTag || open.empty()) continue;
    const std::size_t opener = open.back().first;
    if (text(tokens_[opener].name) != text(token.name)) continue;
    partner_[index] = opener;
    partner_[opener] = index;
    actions_[index] = actions_[opener];
    mapped_[index].name = mapped_[opener].name;
    is_own_[index] = is_own_[opener];
    open.pop_back();
  }
}

/// Notes what the header of a library needs for an opening tag.
void XmlImporter::use(const SiteTagLibrary& library, std::size_t index) {
  const std::string name(xml_local_name(text(tokens_[index].name)));
  ++result_.needs.libraries[library.header];
  for (const XmlAttribute& each : tokens_[index].attributes)
    if (!XmlNamespaces::is_declaration(text(each.name)))
      result_.needs.attributes.insert({library.header, name, std::string(text(each.name))});
  const std::string_view parent = parent_[index] == kNoToken ? "" : text(tokens_[parent_[index]].name);
  const bool is_text = parent != "script" && parent != "style" && parent != "textarea" && parent != "title";
  if (!is_text) result_.needs.tags_in_values.insert({library.header, name});
}

/// Reads whether an opening tag is that of a library, and what it becomes.
void XmlImporter::map(std::size_t index, const Namespaces& namespaces) {
  const XmlToken& token = tokens_[index];
  const std::string_view name = text(token.name);
  const auto declared = namespaces.find(xml_prefix(name));
  const std::string uri = declared == namespaces.end() ? std::string() : declared->second;
  const SiteTagLibrary* library = own_library(uri);
  const bool is_known = declared != namespaces.end() && kind_of_namespace(uri) != PrefixKind::kJava;
  if (library == nullptr) foreign_[index] = foreign_element(name, namespaces);
  if (!foreign_[index].empty())
    causes_[index] = {ImportCause::Kind::kForeignLibrary, uri.empty() ? std::string(xml_prefix(name)) + ":" : uri};
  is_own_[index] = library != nullptr && library->is_to_be_written();
  if (is_own_[index]) use(*library, index);
  const bool has_name = library != nullptr && !library->descriptor.uri.empty();
  const TagMapping* mapping =
      is_known ? nullptr : tags_of(context_).find(name, has_name ? library->descriptor.uri : uri);
  const bool has_java = std::ranges::any_of(token.attributes, [&](const auto& each) { return is_expression(each); });
  const bool has_variable =
      std::ranges::any_of(token.attributes, [&](const auto& each) { return text(each.name) == "var"; });
  decides_[index] = !foreign_[index].empty() && has_variable && is_guard_tag(name, mapping);
  if (mapping == nullptr || has_java) return;
  MappedTag mapped = map_tag(text(token.span), {}, *mapping, messages_of(context_));
  const bool is_guard = mapped.name.starts_with("security:");
  // Of messages only those without a body, and of their texts none.
  const bool is_whole = token.kind == XmlTokenKind::kEmptyTag && !mapped.name.ends_with(":param");
  const bool may_be_open = is_guard || mapped.name.starts_with("form:") || mapped.name == "button";
  const bool is_tag = mapped.is_one || mapped.name == "fmt:message";
  if (mapped.name.empty() || !is_tag || (!may_be_open && !is_whole)) return;
  foreign_[index].clear();
  mapped_[index] = std::move(mapped);
  result_.needs.has_guards = result_.needs.has_guards || is_guard;
  for (const auto& [old_name, new_name] : mapping->attributes)
    if (const std::string_view key = value(index, old_name); new_name == "key" && key.find("${") == key.npos)
      result_.needs.messages.emplace(key);
}

void XmlImporter::gather_java() {
  elements_.assign(tokens_.size(), kNoToken);
  for (std::size_t index = 0; index < tokens_.size(); ++index) {
    const XmlToken& token = tokens_[index];
    const std::string_view action = actions_[index];
    const std::string* why = refusal(token.span.begin);
    elements_[index] = java_.elements.size();
    const bool is_code = kind_of(action) != JavaElement::Kind::kOpenBody;
    if (token.kind == XmlTokenKind::kOpenTag && is_code && partner_[index] != kNoToken) {
      std::string java;
      for (std::size_t inner = index + 1; inner < partner_[index]; ++inner) {
        if (tokens_[inner].kind == XmlTokenKind::kText)
          java += decode_references(tokens_[inner].inner, sources_).text();
        if (tokens_[inner].kind == XmlTokenKind::kCdata) java += text(tokens_[inner].inner);
      }
      add_java(kind_of(action), std::move(java), why);
    }
    const bool ends_page = action == "forward" || text(token.name) == "c:redirect";
    const bool is_element = ends_page || (is_tag(index) && partner_[index] != kNoToken && !is_code);
    if (token.kind == XmlTokenKind::kCloseTag && is_element) add_java(JavaElement::Kind::kCloseBody, {}, why);
    for (const XmlAttribute& attribute : token.attributes) {
      if (action.starts_with(kDirective))
        read_setting(action.substr(kDirective.size()), text(attribute.name), text(attribute.value));
      if (!is_expression(attribute)) continue;
      const std::string value = decode_references(attribute.value, sources_).text();
      add_java(JavaElement::Kind::kExpression, value.substr(2, value.size() - 3), why);
    }
    if (token.kind != XmlTokenKind::kCloseTag && is_element)
      add_java(JavaElement::Kind::kOpenBody, ends_page ? "return" : "", why);
    if (token.kind == XmlTokenKind::kEmptyTag && is_element) add_java(JavaElement::Kind::kCloseBody, {}, why);
  }
}

std::size_t XmlImporter::piece(std::size_t index) {
  const XmlToken& token = tokens_[index];
  const bool is_opening = token.kind == XmlTokenKind::kOpenTag || token.kind == XmlTokenKind::kEmptyTag;
  if (token.kind == XmlTokenKind::kText && encloses_link(index - 1)) return add_link(token.span), index + 1;
  if (!is_opening && !mapped_[index].name.empty()) {
    add(token.span, "</" + mapped_[index].name + ">", PieceState::kTurned);
    return index + 1;
  }
  if (token.kind == XmlTokenKind::kCloseTag && is_own_[index]) {
    add(token.span, with_member_names(text(token.span), {}), PieceState::kText);
    return index + 1;
  }
  if (!is_opening) {
    add(token.span, renamed(with_own_names(text(token.span))), PieceState::kText);
    mention_remaining(result_.pieces.back(), jsp_names(text(token.span)));
    return index + 1;
  }
  const std::string_view action = actions_[index];
  if (const std::string* why = refusal(token.span.begin)) return leave(index, *why);
  const bool is_code = kind_of(action) != JavaElement::Kind::kOpenBody && partner_[index] != kNoToken &&
                       token.kind == XmlTokenKind::kOpenTag;
  if (is_code) return code(index);
  const std::string why = left_reason(index, action);
  if (why.empty()) return tag(index);
  const bool is_bean = action == "useBean" || action == "getProperty" || action == "setProperty";
  return leave(index, why, {}, {is_bean ? ImportCause::Kind::kBean : ImportCause::Kind::kJava});
}

/// Whether it is `<jsp:attribute name="page">` in an action.
bool XmlImporter::encloses_link(std::size_t index) const {
  if (index >= tokens_.size() || actions_[index] != "attribute" || parent_[index] == kNoToken) return false;
  return leads_to_page(text(tokens_[parent_[index]].name), value(index, "name"));
}

/// Why an action is left; empty if it is converted.
std::string XmlImporter::left_reason(std::size_t index, std::string_view action) {
  if (!foreign_[index].empty()) return foreign_[index];
  if (action == "plugin") return "browsers no longer run applets";
  if (action == "useBean") {
    return "the bean `" + std::string(value(index, "id")) +
           "` is Java; write its struct in a header in WEB-INF/src, and name it with `class`";
  }
  const bool is_property = action == "getProperty" || action == "setProperty";
  if (is_property) return "the bean `" + std::string(value(index, "name")) + "` is Java; restore this together with it";
  std::size_t expression = elements_[index];
  for (const XmlAttribute& attribute : tokens_[index].attributes) {
    if (!is_expression(attribute)) continue;
    const JavaElement& element = java_.elements[expression++];
    if (element.is_left) return "an attribute contains Java (" + element.reason + "); write it in C++";
  }
  return {};
}

std::size_t XmlImporter::code(std::size_t index) {
  const JavaElement& element = java_.elements[elements_[index]];
  const std::size_t last = partner_[index];
  if (element.is_left)
    return leave(index, "this is Java (" + element.reason + "); write it in C++",
                 element.kind == JavaElement::Kind::kScriptlet ? blocks_left(element, kAnswer501) : "", {});
  guesses(tokens_[index].name, element.guesses);
  const Span span{file_, tokens_[index].span.begin, tokens_[last].span.end};
  if (element.cpp == element.java) add(span, PieceState::kKept);
  else
    add(span, std::string(text(tokens_[index].span)) + xml_escaped(element.cpp) + std::string(text(tokens_[last].span)),
        PieceState::kTurned);
  report_hidden(element, {file_, tokens_[index].span.end, tokens_[last].span.begin}, tokens_[index].name);
  return last + 1;
}

std::size_t XmlImporter::tag(std::size_t index) {
  const XmlToken& token = tokens_[index];
  const std::string_view action = actions_[index];
  if (const MappedTag& mapped = mapped_[index]; !mapped.name.empty()) {
    mapping_guess(token.name, mapped.name, mapped.guess);
    const std::string prefix(xml_prefix(mapped.name));
    std::string turned = mapped.text;
    if (!prefix.empty())
      turned.insert(1 + mapped.name.size(), " xmlns:" + prefix + "=\"" + std::string(library_uri(prefix)) + "\"");
    add(token.span, turned, PieceState::kTurned);
    return index + 1;
  }
  Edits edits;
  std::string comments;
  std::size_t expression = elements_[index];
  for (const XmlAttribute& each : token.attributes) attribute(each, token.name, action, expression, edits, comments);
  const std::string edited = renamed(with_own_names(edits.apply(token.span, sources_)));
  const std::string turned = (is_own_[index] ? with_member_names(edited, {}) : edited) + comments;
  const PieceState state = !comments.empty()                             ? PieceState::kLeft
                           : is_tag(index) || turned != text(token.span) ? PieceState::kTurned
                                                                         : PieceState::kText;
  add(token.span, turned, state);
  if (state == PieceState::kText) mention_remaining(result_.pieces.back(), jsp_names(text(token.span)));
  return index + 1;
}

void XmlImporter::attribute(const XmlAttribute& attribute, Span tag, std::string_view action, std::size_t& expression,
                            Edits& edits, std::string& comments) {
  const std::string_view name = text(attribute.name);
  if (is_expression(attribute)) {
    const JavaElement& element = java_.elements[expression++];
    guesses(attribute.name, element.guesses);
    const bool is_markup = text(tag).find(':') == std::string_view::npos;
    const bool is_text = is_markup || (!action.empty() && action != "setProperty");
    const std::string& cpp = is_text ? element.cpp : element.value.code;
    if (element.java.find(cpp) == std::string::npos) edits.replace(attribute.value, "%= " + xml_escaped(cpp) + " %");
  } else if (action.starts_with(kDirective)) {
    const std::string written = decode_references(attribute.value, sources_).text();
    const ImportedAttribute imported =
        import_attribute(action.substr(kDirective.size()), attribute.name, written, is_reencoded());
    if (!imported.value) edits.replace(attribute.span, "");
    else if (*imported.value != written) edits.replace(attribute.value, xml_escaped(*imported.value));
    if (!imported.left.empty()) comments += left_in_xml_comment(imported.left, text(attribute.span));
  } else if (XmlNamespaces::is_declaration(name)) {
    const SiteTagLibrary* library = own_library(decode_references(attribute.value, sources_).text());
    if (library != nullptr && library->is_to_be_written()) result_.needs.libraries[library->header];
    if (library != nullptr) edits.replace(attribute.value, xml_escaped(library->namespace_name()));
    else if (namespace_kind(attribute) == PrefixKind::kJava) edits.replace(attribute.span, "");
  } else if (leads_to_page(text(tag), name)) {
    const std::string link = imported_link(text(attribute.value));
    if (link == text(attribute.value)) return;
    edits.replace(attribute.value, link);
    ++result_.names;
  }
}

}  // namespace

Pieces import_xml(FileId file, const SourceSet& sources, const Refused& refused, const JspContext& context) {
  return XmlImporter(file, sources, refused, context).run();
}

}  // namespace quire::compiler
