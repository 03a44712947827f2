#include "compiler/clang/told_message.h"

#include <clang/AST/APValue.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/Type.h>
#include <clang/Basic/Diagnostic.h>
#include <clang/Sema/SemaDiagnostic.h>

namespace quire::compiler {

namespace {

const clang::VarDecl* message_of(const clang::CXXRecordDecl& record) {
  for (const clang::Decl* each : record.decls()) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(each);
    if (variable == nullptr || !variable->getDeclName().isIdentifier() || variable->getName() != "kMessage") continue;
    const clang::CXXRecordDecl* type = variable->getType()->getAsCXXRecordDecl();
    if (type != nullptr && type->getQualifiedNameAsString() == "quire::detail::PathMessage") return variable;
  }
  return nullptr;
}

/// The text of a `PathMessage`, whose members are an array and the number of bytes in it.
std::string text_of(const clang::APValue& message) {
  std::string text;
  if (!message.isStruct() || message.getStructNumFields() != 2) return text;
  const clang::APValue& bytes = message.getStructField(0);
  const clang::APValue& size = message.getStructField(1);
  if (!bytes.isArray() || !size.isInt()) return text;
  for (unsigned at = 0; at < size.getInt().getZExtValue() && at < bytes.getArrayInitializedElts(); ++at)
    text += static_cast<char>(bytes.getArrayInitializedElt(at).getInt().getZExtValue());
  return text;
}

}  // namespace

std::string told_message(const clang::Diagnostic& note) {
  if (note.getID() != clang::diag::note_template_class_instantiation_here || note.getNumArgs() == 0 ||
      note.getArgKind(0) != clang::DiagnosticsEngine::ak_nameddecl)
    return {};
  const auto* record =
      llvm::dyn_cast<clang::CXXRecordDecl>(reinterpret_cast<const clang::NamedDecl*>(note.getRawArg(0)));
  const clang::VarDecl* variable = record == nullptr ? nullptr : message_of(*record);
  const clang::APValue* value = variable == nullptr ? nullptr : variable->getEvaluatedValue();
  return value == nullptr ? std::string() : text_of(*value);
}

}  // namespace quire::compiler
