#ifndef QUIRE_COMPILER_IMPORT_IMPORTER_H_
#define QUIRE_COMPILER_IMPORT_IMPORTER_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/import/beans.h"
#include "compiler/import/imported_file.h"
#include "compiler/import/java/page.h"
#include "compiler/import/tags/libraries.h"
#include "compiler/import/tags/message_keys.h"
#include "compiler/import/tags/tag_map.h"
#include "compiler/lex/token.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// What the elements with a prefix are. Where declarations disagree, the last of these is true.
enum class PrefixKind : unsigned char {
  /// XML for browsers, such as SVG: text.
  kMarkup,
  /// Standard actions.
  kStandard,
  /// Tags that pages can use as well.
  kKnown,
  /// Tags of a Java library.
  kJava,
};

struct TagPrefix {
  PrefixKind kind = PrefixKind::kMarkup;
  /// The name of the library, that of its descriptor if the site has it; may be empty.
  std::string uri = {};
};

/// The prefixes that files declare; others may be those of Java libraries too.
using TagPrefixes = std::map<std::string, TagPrefix, std::less<>>;

/// What the rest of its site says about a JSP.
struct JspContext {
  /// The prefixes that other files declare for it.
  TagPrefixes prefixes = {};
  /// Whether a link in it, such as `../x.jsp`, leads to a JSP of the site; empty if that is not known.
  std::function<bool(std::string_view link)> leads_to_jsp = {};
  /// What web.xml says; empty if it says nothing.
  std::string encoding = {};
  std::optional<bool> is_xml = {};
  bool el_enabled = true;
  /// The tag libraries and messages that the site has, and the tags that become others. All must outlive the context.
  const SiteTagLibraries* libraries = nullptr;
  const MessageKeys* messages = nullptr;
  const TagMap* tags = nullptr;
};

/// Those of the context; else what is known of any site.
const TagMap& tags_of(const JspContext& context);
const MessageKeys& messages_of(const JspContext& context);

/// How an element was imported.
enum class PieceState : unsigned char {
  /// Literal text, not an element.
  kText,
  kKept,
  kTurned,
  /// Left in a comment that says what to do.
  kLeft,
};

/// A stretch of the JSP and its replacement in the page.
struct Piece {
  Span source;
  std::string text;
  PieceState state = PieceState::kText;
  /// How many parts of it are left in comments.
  std::size_t left = 0;
};

/// A file as consecutive pieces, without gaps.
struct Pieces {
  std::vector<Piece> pieces = {};
  /// The number of references to pages that were renamed.
  std::size_t names = 0;
  /// The number of `.jsp` that may refer to a page, but were not renamed.
  std::size_t mentions = 0;
  /// Beans that became attributes of the request.
  BeanProperties beans = {};
  ImportNeeds needs = {};
  Sink sink = {};

  std::string text() const;
};

/// Elements to be left unconverted, by offset, with the reason: the translator rejected
/// their conversion.
using Refused = std::map<std::uint32_t, std::string>;

/// Replaces parts of a text. Offsets are those of the file; edits must be in order.
class Edits {
 public:
  void replace(Span span, std::string text) { edits_.push_back({span, std::move(text)}); }
  bool is_empty() const { return edits_.empty(); }
  std::string apply(Span span, const SourceSet& sources) const;

 private:
  struct Edit {
    Span span;
    std::string text;
  };
  std::vector<Edit> edits_;
};

/// `<%-- import: why … --%>` around what is left, which may itself contain comments.
std::string left_in_comment(std::string_view why, std::string_view original);
/// The same for XML.
std::string left_in_xml_comment(std::string_view why, std::string_view original);

/// Converts a JSP in its own syntax; elements in `refused` are left unconverted.
Pieces import_page(FileId file, const SourceSet& sources, const Refused& refused, const JspContext& context);
/// The same for a JSP document, in XML, which declares all of its prefixes.
Pieces import_xml(FileId file, const SourceSet& sources, const Refused& refused, const JspContext& context);
/// Whether a file is a JSP document.
bool is_xml_jsp(const SourceFile& file);

/// Turns `<jsp:scriptlet>…</jsp:scriptlet>` and `<jsp:directive.page …/>`, which JSP allows
/// outside XML too, into the tokens of `<%…%>` and `<%@page …%>`.
void read_xml_elements(TokenBuffer& buffer, const SourceSet& sources);

/// If it is declared already, its kind is the last of both, and the library of the last kind counts.
void add_prefix(std::string_view prefix, const TagPrefix& declared, TagPrefixes& prefixes);

PrefixKind kind_of_namespace(std::string_view name);

/// Adds the prefixes that a JSP declares itself, and returns the files that it includes, as written. `libraries` are
/// those of the site; null if it has none.
std::vector<std::string> read_prefixes(FileId file, const SourceSet& sources, const SiteTagLibraries* libraries,
                                       TagPrefixes& prefixes);

/// Why a tag with this name is left unconverted; empty if it is not.
std::string foreign_tag(std::string_view name, const TagPrefixes& prefixes);

/// The index of no token.
inline constexpr std::size_t kNoToken = static_cast<std::size_t>(-1);

/// How an action's tag is imported.
struct ImportedAction {
  /// Index of the matching closing or opening tag, or `kNoToken`.
  std::size_t partner = kNoToken;
  /// Why it is not converted; empty if it is.
  std::string left = {};
  ImportCause cause = {ImportCause::Kind::kOther};
  /// The tag that it becomes, such as `fmt:message`; empty if it stays what it is.
  std::string becomes = {};
  const TagMapping* mapping = nullptr;
  /// For a URL such as `/cart/{id}`: the values of these names, which its parameters have.
  std::map<std::string, std::string, std::less<>> url_parts = {};
  /// What was assumed for that; empty if nothing was.
  std::string guess = {};
  /// The key of the message that it prints, if that is known.
  std::string message = {};
  /// Left unconverted together with its body.
  bool is_left_whole = false;
  /// Text in a tag that prints it as text, but was HTML.
  bool becomes_text = false;
  /// It encloses the path of a page: `<jsp:attribute name="page">`.
  bool encloses_link = false;
  /// Without it, the page might continue where it should end.
  bool may_end_page = false;
  /// The Java in `<%= … %>` in its attributes.
  std::vector<std::string> expressions = {};
  /// The page's text in its place, if it is not a tag there.
  std::optional<std::string> cpp = {};
  /// For `<jsp:useBean>` that becomes data: the bean's name, C++ type, and whether it is in the request.
  std::string bean = {};
  std::string bean_type = {};
  bool is_in_request = false;
  /// Only expressions read it, and something outside the page sets it.
  bool is_needless = false;
  /// It is the time of the request, and only expressions read it.
  bool is_now = false;
};

/// A tag with values in place of `{name}`.
std::string with_url_parts(std::string tag, const std::map<std::string, std::string, std::less<>>& parts);

/// Whether the value of an attribute of an action, such as `page:include`, refers to a page.
bool leads_to_page(std::string_view action, std::string_view attribute);

/// One entry for each token of the file; empty for tokens that are not action tags.
std::vector<ImportedAction> find_actions(const TokenBuffer& buffer, const SourceSet& sources,
                                         const TagPrefixes& prefixes, const JspContext& context);

/// The tag with `code` in place of the expressions in its attributes, and with new names of
/// pages, which are counted in `names`. `is_jsp` is as in `JspContext::leads_to_jsp`.
std::string imported_action(const Token& token, ElSyntax el, const std::vector<std::string>& code,
                            const SourceSet& sources, const std::function<bool(std::string_view)>& is_jsp,
                            std::size_t& names);

/// How an attribute of a directive is imported.
struct ImportedAttribute {
  /// The new value; nullopt if the attribute is dropped.
  std::optional<std::string> value;
  /// What remains to be done; empty if nothing does.
  std::string left = {};
  bool is_name = false;
  /// What was assumed; empty if nothing was.
  std::string guess = {};
};

/// `directive` is its name, such as `page`; `name` and `value` are those of the attribute.
/// `reencoded` means that the file was not in UTF-8, but the result is. `is_used` says whether the
/// page's Java has a class such as `List`, or may have one that is not known, for `*`.
ImportedAttribute import_attribute(std::string_view directive, std::string_view name, std::string_view value,
                                   bool reencoded, const std::function<bool(std::string_view)>& is_used);

/// What the importers of both syntaxes have in common. Keeps references to all that it is given.
class Importer {
 protected:
  Importer(FileId file, const SourceSet& sources, const Refused& refused, const JspContext& context)
      : file_(file), sources_(sources), refused_(refused), context_(context) {}

  std::string_view text(Span span) const { return sources_.text(span); }
  /// Whether the JSP is in an encoding other than that of the page.
  bool is_reencoded() const { return !sources_.file(file_).encoding().empty(); }
  void add(Span span, PieceState state) { add(span, std::string(text(span)), state); }
  void add(Span span, std::string text, PieceState state);
  void report_left(Span place, const std::string& why, const ImportCause& cause = {});
  void report_501(Span place);
  /// Reports the parts of a converted scriptlet that are left, and counts them in the last piece. `code` is its Java,
  /// and `opener` its opening tag.
  void report_hidden(const JavaElement& scriptlet, Span code, Span opener);
  /// Why the element at `begin` must be left; nullptr if it may be converted.
  const std::string* refusal(std::uint32_t begin) const;
  /// Adds Java; with a reason, it is left.
  void add_java(JavaElement::Kind kind, std::string code, const std::string* why = nullptr);
  /// Adds the variable of a bean.
  void add_bean(const ImportedAction& action);
  /// Reads what a directive's attribute means for the Java of the page.
  void read_setting(std::string_view directive, std::string_view name, std::string_view value);
  ImportedAttribute import_attribute(std::string_view directive, Span name, std::string_view value, bool reencoded);
  /// Whether the Java of the page has that word; for `*`, whether some of it is left.
  bool is_used(std::string_view word);
  /// Reports the assumptions made when something was converted, if any.
  void guesses(Span place, const std::set<std::string>& guesses);
  /// The same for what a tag became; what guards have in common is reported once.
  void mapping_guess(Span place, const std::string& name, const std::string& guess);
  /// Converts the Java, with new names of the site's pages.
  void convert_java();
  /// Adds the text of a link, perhaps between white space.
  void add_link(Span span);
  /// Template text or an attribute with new names of the site's pages.
  std::string renamed(std::string_view text);
  /// Reports `.jsp` at these offsets in `place`.
  void mention(Span place, const std::vector<std::size_t>& offsets);
  /// Reports those of the names of JSPs at these offsets that the piece still contains.
  void mention_remaining(const Piece& piece, std::vector<std::size_t> offsets);
  /// Reports elements that still contain the name of a JSP, perhaps in their Java.
  void mention_names();
  /// Reports expressions for who is signed in, which are null in pages.
  void mention_users();
  /// Adds the text between the last piece and `end`, if any.
  void add_text_until(std::uint32_t end);
  std::string own_directive() const { return java_.objects.is_tag_file ? "tag" : "page"; }
  /// The headers that the C++ needs, as in `<vector>, <chrono>`.
  std::string headers() const;
  /// If there are any, inserts the directive that imports them before the first converted
  /// element at or after `begin`.
  void insert_headers(const std::string& directive, std::uint32_t begin);

  FileId file_;
  const SourceSet& sources_;
  const Refused& refused_;
  const JspContext& context_;
  Pieces result_;
  JavaPage java_;
  // The words in `java_`, once they are needed.
  std::optional<std::set<std::string, std::less<>>> words_;
  // The assumptions about guards that have been reported.
  std::set<std::string> guards_;
  // The first element in `java_` of each token.
  std::vector<std::size_t> elements_;
};

/// Whether the values of an action's attributes are text, as those of `<jsp:param>`; those of other tags have types.
bool takes_text(std::string_view action);

/// Template text that prints a C++ string literal; nullopt if it would be parsed as more than text.
std::optional<std::string> template_text(std::string_view literal);

/// Template text that prints a value. `<%= "<b>" + name + "</b>" %>` would escape its
/// markup, so it becomes `<b><%= name %></b>`. Returns nullopt if the value has no markup of its own.
std::optional<std::string> markup_as_text(const JavaValue& value);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_IMPORTER_H_
