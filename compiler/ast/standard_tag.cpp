#include "compiler/ast/standard_tag.h"

namespace quire::compiler {
namespace {

struct Named {
  KnownLibrary library;
  std::string_view name;
  StandardTag tag;
  StandardContent content;
};

constexpr Named kTags[] = {
#define QUIRE_STANDARD_TAG(kind, library, name, content) \
  {KnownLibrary::k##library, name, StandardTag::k##kind, StandardContent::k##content},
#include "compiler/ast/standard_tag.def"
};

constexpr FormTag kFormTags[] = {
#define QUIRE_FORM_TAG(kind, name, content, element, path) \
  {StandardTag::k##kind, name, #kind, element, FormTag::Path::k##path},
#include "compiler/ast/standard_tag.def"
};

constexpr StandardAttribute kAttributes[] = {
#define QUIRE_STANDARD_ATTRIBUTE(kind, name, required, value) \
  {StandardTag::k##kind, name, required, StandardValue::k##value},
#include "compiler/ast/standard_tag.def"
};

}  // namespace

StandardTag standard_tag(KnownLibrary library, std::string_view name) {
  for (const Named& each : kTags)
    if (each.library == library && each.name == name) return each.tag;
  return StandardTag::kNone;
}

std::vector<std::string_view> standard_tag_names(KnownLibrary library) {
  std::vector<std::string_view> names;
  for (const Named& each : kTags)
    if (each.library == library) names.push_back(each.name);
  return names;
}

KnownLibrary library_of(StandardTag tag) {
  for (const Named& each : kTags)
    if (each.tag == tag) return each.library;
  return KnownLibrary::kCore;
}

StandardContent content_of(StandardTag tag) {
  for (const Named& each : kTags)
    if (each.tag == tag) return each.content;
  return StandardContent::kAny;
}

const FormTag* form_tag(StandardTag tag) {
  for (const FormTag& each : kFormTags)
    if (each.tag == tag) return &each;
  return nullptr;
}

bool makes_value(StandardTag tag) {
  switch (tag) {
    case StandardTag::kOut:
    case StandardTag::kUrl:
    case StandardTag::kMessage:
    case StandardTag::kFormatNumber:
    case StandardTag::kParseNumber:
    case StandardTag::kFormatDate:
    case StandardTag::kParseDate:
      return true;
    default:
      return false;
  }
}

bool is_control(StandardTag tag) {
  switch (tag) {
    case StandardTag::kIf:
    case StandardTag::kChoose:
    case StandardTag::kWhen:
    case StandardTag::kOtherwise:
    case StandardTag::kForEach:
    case StandardTag::kForTokens:
    case StandardTag::kCatch:
    case StandardTag::kBundle:
    case StandardTag::kTimeZone:
    case StandardTag::kUser:
    case StandardTag::kRole:
    case StandardTag::kAnonymous:
      return true;
    default:
      return false;
  }
}

std::span<const StandardAttribute> standard_attributes() { return kAttributes; }

}  // namespace quire::compiler
