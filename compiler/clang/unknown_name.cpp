#include "compiler/clang/unknown_name.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Decl.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/PrettyPrinter.h>
#include <clang/Basic/CharInfo.h>
#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Tooling/Inclusions/StandardLibrary.h>
#include <llvm/Support/raw_ostream.h>

#include <algorithm>
#include <map>
#include <vector>

namespace quire::compiler {

namespace {

namespace stdlib = clang::tooling::stdlib;

constexpr std::string_view kBlanks = " \t\r\n";

bool is_of_word(char c) { return clang::isAsciiIdentifierContinue(c); }

/// The qualified name in `text` around the identifier at `at`; empty if that is a member of an object.
std::string qualified_name(std::string_view text, std::size_t at) {
  const auto end_of_word = [&](std::size_t from) {
    while (from < text.size() && is_of_word(text[from])) ++from;
    return from;
  };
  const auto before = [&](std::size_t end) { return text.substr(0, text.find_last_not_of(kBlanks, end - 1) + 1); };
  std::size_t end = end_of_word(at);
  if (end == at) return {};
  std::string name(text.substr(at, end - at));
  std::string_view left = at == 0 ? std::string_view() : before(at);
  if (left.ends_with('.') || left.ends_with("->")) return {};
  while (left.size() > 2 && left.ends_with("::")) {
    left = before(left.size() - 2);
    const std::size_t size =
        static_cast<std::size_t>(std::find_if_not(left.rbegin(), left.rend(), is_of_word) - left.rbegin());
    if (size == 0) break;
    name.insert(0, std::string(left.substr(left.size() - size)) + "::");
    left.remove_suffix(size);
    if (left.empty()) break;
    left = before(left.size());
  }
  while (text.substr(end, 2) == "::" && end_of_word(end + 2) > end + 2) {
    const std::size_t next = end_of_word(end + 2);
    name += text.substr(end, next - end);
    end = next;
  }
  return name;
}

/// The full name of a type that is declared but not defined, or empty.
std::string incomplete_type(const clang::Diagnostic& error) {
  for (unsigned index = 0; index < error.getNumArgs(); ++index) {
    if (error.getArgKind(index) != clang::DiagnosticsEngine::ak_qualtype) continue;
    const auto type = clang::QualType::getFromOpaquePtr(reinterpret_cast<void*>(error.getRawArg(index)));
    clang::NamedDecl* declared = nullptr;
    if (type.isNull() || !type->isIncompleteType(&declared) || declared == nullptr) continue;
    std::string name;
    llvm::raw_string_ostream stream(name);
    clang::PrintingPolicy policy(declared->getASTContext().getPrintingPolicy());
    // Without inline namespaces, such as `std::__cxx11`.
    policy.SuppressUnwrittenScope = true;
    declared->printQualifiedName(stream, policy);
    return name;
  }
  return {};
}

/// `std::chrono` and `<chrono>`, the header that declares most of that namespace.
std::optional<StandardName> find_standard_namespace(std::string_view name) {
  const std::string scope = std::string(name) + "::";
  if (!name.starts_with("std::")) return std::nullopt;
  std::map<std::string, int> counts;
  for (const stdlib::Symbol& symbol : stdlib::Symbol::all())
    if (const auto header = symbol.header(); header && symbol.scope().starts_with(scope))
      ++counts[header->name().str()];
  const auto most = std::ranges::max_element(counts, {}, [](const auto& count) { return count.second; });
  return most == counts.end() ? std::nullopt : std::optional(StandardName{std::string(name), most->first});
}

std::string path_of(const clang::SourceManager& sources, clang::SourceLocation location) {
  const clang::OptionalFileEntryRef file =
      sources.getFileEntryRefForID(sources.getFileID(sources.getFileLoc(location)));
  return file ? file->getName().str() : std::string();
}

/// The declaration itself, or a type's definition; null for a type that is only declared.
const clang::NamedDecl* as_defined(const clang::NamedDecl* declared) {
  if (const auto* pattern = llvm::dyn_cast<clang::ClassTemplateDecl>(declared)) declared = pattern->getTemplatedDecl();
  if (const auto* type = llvm::dyn_cast<clang::TagDecl>(declared)) return type->getDefinition();
  return declared;
}

}  // namespace

std::string name_in_error(const clang::Diagnostic& error) {
  if (!error.hasSourceManager() || !error.getLocation().isFileID()) return {};
  if (std::string type = incomplete_type(error); !type.empty()) return type;
  const clang::SourceManager& sources = error.getSourceManager();
  const auto [file, offset] = sources.getDecomposedLoc(error.getLocation());
  const auto text = sources.getBufferDataOrNone(file);
  return text ? qualified_name(*text, offset) : std::string();
}

std::optional<StandardName> find_standard_name(std::string_view name) {
  for (std::size_t end = name.size(); end != std::string_view::npos; end = end == 0 ? end : name.rfind("::", end - 1)) {
    const std::string_view part = name.substr(0, end);
    const std::size_t colons = part.rfind("::");
    const std::size_t begin = colons == std::string_view::npos ? 0 : colons + 2;
    // Of a class template and its alias, such as `std::ostringstream`, authors know the alias.
    constexpr std::string_view kBasic = "basic_";
    const std::string_view word = part.substr(begin);
    for (const std::string_view each : {word.starts_with(kBasic) ? word.substr(kBasic.size()) : word, word})
      if (const auto symbol = stdlib::Symbol::named(part.substr(0, begin), each); symbol && symbol->header())
        return StandardName{symbol->qualifiedName().str(), symbol->header()->name().str()};
    if (end == 0) break;
  }
  return find_standard_namespace(name);
}

std::string file_declaring(clang::CompilerInstance& compiler, std::string_view name) {
  clang::Preprocessor& preprocessor = compiler.getPreprocessor();
  const clang::SourceManager& sources = compiler.getSourceManager();
  const clang::DeclContext* scope = compiler.getASTContext().getTranslationUnitDecl();
  while (true) {
    const std::size_t end = std::min(name.find("::"), name.size());
    clang::IdentifierInfo* word = preprocessor.getIdentifierInfo(name.substr(0, end));
    if (const clang::MacroInfo* macro = preprocessor.getMacroInfo(word))
      return path_of(sources, macro->getDefinitionLoc());
    const auto found = scope->lookup(word);
    if (found.empty()) return {};
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(found.front());
    if (space == nullptr || end == name.size()) {
      const clang::NamedDecl* declared = as_defined(found.front());
      return declared == nullptr ? std::string() : path_of(sources, declared->getLocation());
    }
    scope = space;
    name.remove_prefix(end + 2);
  }
}

}  // namespace quire::compiler
