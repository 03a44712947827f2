#include "compiler/clang/tag_mistakes.h"

#include "compiler/clang/remap.h"

#include <clang/AST/Decl.h>
#include <clang/AST/PrettyPrinter.h>
#include <clang/AST/Type.h>
#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/DiagnosticSema.h>
#include <llvm/ADT/SmallString.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace quire::compiler {

namespace {

bool contains(CodeRange range, std::uint32_t offset) { return offset >= range.begin && offset < range.end; }

std::string text_of(const clang::Diagnostic& info) {
  llvm::SmallString<256> text;
  info.FormatDiagnostic(text);
  return std::string(text);
}

/// `level` from "…; did you mean simply 'ns::level'?", or empty.
std::string suggestion_of(const std::string& text) {
  const std::size_t hint = text.find("; did you mean");
  if (hint == std::string::npos) return {};
  const std::size_t begin = text.find('\'', hint) + 1;
  std::string name = text.substr(begin, text.find('\'', begin) - begin);
  const std::size_t colon = name.rfind("::");
  return colon == std::string::npos ? name : name.substr(colon + 2);
}

/// The usual spelling, such as `std::string_view`.
std::string type_name(clang::QualType type) {
  clang::LangOptions language;
  language.CPlusPlus = true;
  language.Bool = true;
  clang::PrintingPolicy policy(language);
  return with_common_names(type.getCanonicalType().getUnqualifiedType().getAsString(policy));
}

/// The source and target types of a failed conversion.
std::optional<std::pair<clang::QualType, clang::QualType>> conversion_of(const clang::Diagnostic& info) {
  const unsigned id = info.getID();
  const bool source_first = id == clang::diag::err_typecheck_nonviable_condition;
  if (!source_first && id != clang::diag::err_init_conversion_failed) return std::nullopt;
  std::vector<clang::QualType> types;
  for (unsigned index = 0; index < info.getNumArgs(); ++index) {
    if (info.getArgKind(index) != clang::DiagnosticsEngine::ak_qualtype) continue;
    types.push_back(clang::QualType::getFromOpaquePtr(reinterpret_cast<void*>(info.getRawArg(index))));
  }
  if (types.size() < 2) return std::nullopt;
  return source_first ? std::pair(types[0], types[1]) : std::pair(types[1], types[0]);
}

bool is_unknown_field(unsigned id) {
  return id == clang::diag::err_no_member || id == clang::diag::err_no_member_suggest ||
         id == clang::diag::err_field_designator_unknown || id == clang::diag::err_field_designator_unknown_suggest;
}

TagMistake with_suggestion(TagMistake mistake, const std::string& near) {
  if (near.empty()) return mistake;
  mistake.message += "; did you mean `" + near + "`?";
  mistake.fixes.push_back({mistake.span, near});
  return mistake;
}

}  // namespace

std::string with_common_names(std::string type) {
  for (const auto& [full, common] :
       {std::pair<std::string_view, std::string_view>{"std::basic_string_view<char>", "std::string_view"},
        {"std::basic_string_view<char, std::char_traits<char>>", "std::string_view"},
        {"std::basic_string<char>", "std::string"},
        {"std::basic_string<char, std::char_traits<char>, std::allocator<char>>", "std::string"}})
    for (std::size_t at = type.find(full); at != std::string::npos; at = type.find(full))
      type.replace(at, full.size(), common);
  return type;
}

TagMistakes::Reading TagMistakes::read(const clang::Diagnostic& info, std::optional<std::uint32_t> offset) {
  const unsigned id = info.getID();
  const auto use = offset ? std::find_if(unit_.tag_uses.begin(), unit_.tag_uses.end(),
                                         [&](const TagUse& each) { return contains(each.code, *offset); })
                          : unit_.tag_uses.end();
  if (use == unit_.tag_uses.end()) {
    // This warning is enabled only for tags.
    const bool dropped = id == clang::diag::warn_missing_designated_field_initializers;
    return {dropped ? Verdict::kDropped : Verdict::kNone};
  }
  // Attributes may be in any order.
  if (id == clang::diag::ext_designated_init_reordered) return {Verdict::kDropped};
  const auto is_told = [&](const void* what) { return std::find(told_.begin(), told_.end(), what) != told_.end(); };
  if (is_told(&*use)) return {Verdict::kDropped};
  if (id == clang::diag::warn_missing_designated_field_initializers) {
    const auto* field = reinterpret_cast<const clang::NamedDecl*>(info.getRawArg(0));
    return {Verdict::kMistake,
            TagMistake{DiagnosticKind::kMissingAttribute, use->name_span,
                       "`<" + use->name + ">` is missing its required attribute `" + field->getNameAsString() + "`"},
            field};
  }
  const auto attribute = std::find_if(use->attributes.begin(), use->attributes.end(),
                                      [&](const TagAttributeUse& each) { return contains(each.code, *offset); });
  if (attribute != use->attributes.end()) {
    if (is_told(&*attribute)) return {Verdict::kDropped};
    // In the author's own expression, only a conversion is about the tag.
    const std::optional<Span> place = SegmentMap(unit_).to_page_exactly(*offset, *offset);
    const bool is_in_value =
        place && place->begin >= attribute->value_span.begin && place->begin <= attribute->value_span.end;
    if (is_in_value && !conversion_of(info)) return {};
    Reading reading = read_attribute(info, *use, *attribute);
    if (reading.verdict == Verdict::kMistake) told_.push_back(&*attribute);
    return reading;
  }
  const bool is_unknown = id == clang::diag::err_typename_nested_not_found ||
                          id == clang::diag::err_unknown_nested_typename_suggest || is_unknown_field(id) ||
                          id == clang::diag::err_undeclared_var_use || id == clang::diag::err_unknown_typename ||
                          id == clang::diag::err_unknown_typename_suggest;
  if (!is_unknown || use->cpp_scope.empty()) return {};
  told_.push_back(&*use);
  const std::string local = use->name.substr(use->name.find(':') + 1);
  Span span = use->name_span;
  span.begin = span.end - static_cast<std::uint32_t>(local.size());
  const std::string where = use->cpp_scope == "::"
                                ? "the global namespace"
                                : "namespace `" + use->cpp_scope.substr(0, use->cpp_scope.size() - 2) + "`";
  return {Verdict::kMistake,
          with_suggestion({DiagnosticKind::kUnknownTag, span, "there is no tag `" + local + "` in " + where},
                          suggestion_of(text_of(info)))};
}

std::optional<Span> TagMistakes::place_of(std::uint32_t offset, bool of_value) const {
  for (const TagUse& use : unit_.tag_uses) {
    if (!contains(use.code, offset)) continue;
    for (const TagAttributeUse& attribute : use.attributes)
      if (contains(attribute.code, offset)) return of_value ? attribute.value_span : attribute.name_span;
    return use.name_span;
  }
  return std::nullopt;
}

TagMistakes::Reading TagMistakes::read_attribute(const clang::Diagnostic& info, const TagUse& use,
                                                 const TagAttributeUse& attribute) {
  const unsigned id = info.getID();
  const std::string tag = "`<" + use.name + ">`";
  if (is_unknown_field(id)) {
    TagMistake mistake{DiagnosticKind::kUnknownAttribute, attribute.name_span,
                       "unknown attribute `" + attribute.name + "` of " + tag};
    return {Verdict::kMistake, with_suggestion(std::move(mistake), suggestion_of(text_of(info)))};
  }
  const Span value = attribute.value_span.size() > 0 ? attribute.value_span : attribute.name_span;
  const auto conversion = conversion_of(info);
  if (!conversion) return {};
  const std::string from = type_name(conversion->first);
  const std::string to = type_name(conversion->second);
  const std::string subject = "attribute `" + attribute.name + "`";
  // Text that was not accepted stays what it is.
  std::string message =
      from == "quire::AttributeText"
          ? subject + " is `" + attribute.text + "`; that is not a valid `" + to + "`"
          : subject + " of " + tag + " is of type `" + to + "`; a value of type `" + from + "` does not convert to it";
  return {Verdict::kMistake, TagMistake{DiagnosticKind::kBadAttributeValue, value, std::move(message)}};
}

}  // namespace quire::compiler
