#include "compiler/ast/standard_tag.h"

namespace quire::compiler {
namespace {

struct Named {
  KnownLibrary library;
  std::string_view name;
  StandardTag tag;
};

constexpr Named kTags[] = {
#define QUIRE_STANDARD_TAG(kind, library, name) {KnownLibrary::k##library, name, StandardTag::k##kind},
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

bool is_control(StandardTag tag) {
  switch (tag) {
    case StandardTag::kIf:
    case StandardTag::kChoose:
    case StandardTag::kWhen:
    case StandardTag::kOtherwise:
    case StandardTag::kForEach:
    case StandardTag::kForTokens:
    case StandardTag::kCatch:
      return true;
    default:
      return false;
  }
}

std::span<const StandardAttribute> standard_attributes() { return kAttributes; }

}  // namespace quire::compiler
