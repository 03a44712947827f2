#include "compiler/ast/core_tag.h"

namespace quire::compiler {
namespace {

constexpr std::string_view kNames[] = {
#define QUIRE_CORE(kind, name) name,
#include "compiler/ast/core_tag.def"
};

constexpr CoreAttribute kAttributes[] = {
#define QUIRE_CORE_ATTRIBUTE(kind, name, required, value) {CoreTag::k##kind, name, required, CoreValue::k##value},
#include "compiler/ast/core_tag.def"
};

}  // namespace

CoreTag core_tag(std::string_view name) {
#define QUIRE_CORE(kind, written) \
  if (name == (written)) return CoreTag::k##kind;
#include "compiler/ast/core_tag.def"
  return CoreTag::kNone;
}

bool is_control(CoreTag tag) {
  switch (tag) {
    case CoreTag::kIf:
    case CoreTag::kChoose:
    case CoreTag::kWhen:
    case CoreTag::kOtherwise:
    case CoreTag::kForEach:
    case CoreTag::kForTokens:
    case CoreTag::kCatch:
      return true;
    default:
      return false;
  }
}

std::span<const std::string_view> core_tag_names() { return kNames; }
std::span<const CoreAttribute> core_attributes() { return kAttributes; }

}  // namespace quire::compiler
