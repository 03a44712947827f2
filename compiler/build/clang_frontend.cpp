#include "compiler/build/clang_frontend.h"

#include "compiler/build/clang_diagnostics.h"

#include <clang/Basic/DiagnosticIDs.h>
#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Basic/SourceManager.h>
#include <clang/CodeGen/CodeGenAction.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
#include <clang/Frontend/Utils.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>

#include <memory>
#include <stdexcept>

namespace quire::compiler {

namespace {

std::shared_ptr<clang::CompilerInvocation> invocation_of(const Toolchain& toolchain) {
  std::string words;
  llvm::raw_string_ostream stream(words);
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> options(new clang::DiagnosticOptions);
  clang::DiagnosticsEngine diagnostics(new clang::DiagnosticIDs, options,
                                       new clang::TextDiagnosticPrinter(stream, options.get()));
  std::vector<const char*> arguments;
  for (const std::string& argument : toolchain.compile_arguments) arguments.push_back(argument.c_str());
  auto invocation = std::make_shared<clang::CompilerInvocation>();
  if (!clang::CompilerInvocation::CreateFromArgs(*invocation, arguments, diagnostics))
    throw std::runtime_error("Clang does not understand its own driver's arguments: " + words);
  invocation->getFrontendOpts().Inputs.clear();
  // Else Clang counts its errors on our standard error.
  invocation->getDiagnosticOpts().ShowCarets = false;
  return invocation;
}

/// What `-O2` changes when the language options of the prelude must stay.
void optimize(clang::CompilerInvocation& invocation) {
  clang::CodeGenOptions& options = invocation.getCodeGenOpts();
  options.OptimizationLevel = 2;
  options.setInlining(clang::CodeGenOptions::NormalInlining);
  options.VectorizeLoop = true;
  options.VectorizeSLP = true;
  options.UnrollLoops = true;
  options.DisableO0ImplyOptNone = true;
}

/// The headers a compile read, by content.
class HeaderCollector : public clang::DependencyCollector {
 public:
  explicit HeaderCollector(bool with_system) : with_system_(with_system) {}
  bool needSystemDependencies() override { return with_system_; }
  // A precompiled header's own headers are its key's business.
  void attachToASTReader(clang::ASTReader&) override {}

  std::vector<FileStamp> stamps(const std::string& but) const {
    std::vector<FileStamp> stamps;
    for (const std::string& path : getDependencies()) {
      if (path == but) continue;
      if (auto stamp = stamp_file(path)) stamps.push_back(*std::move(stamp));
    }
    return stamps;
  }

 private:
  bool with_system_;
};

void use_prelude(clang::CompilerInvocation& invocation, const std::string& prelude) {
  if (prelude.empty()) return;
  clang::PreprocessorOptions& options = invocation.getPreprocessorOpts();
  options.ImplicitPCHInclude = prelude;
  // Its headers were compared by content when it was chosen.
  options.DisablePCHOrModuleValidation = clang::DisableValidationForModuleKind::PCH;
}

}  // namespace

void start_llvm() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  llvm::InitializeNativeTargetAsmParser();
}

CompiledUnit compile_unit(const Toolchain& toolchain, const CompileOptions& options, Translation& translation) {
  std::shared_ptr<clang::CompilerInvocation> invocation = invocation_of(toolchain);
  invocation->getFrontendOpts().Inputs.emplace_back(options.unit_path, clang::Language::CXX);
  invocation->getFrontendOpts().ProgramAction =
      options.check_only ? clang::frontend::ParseSyntaxOnly : clang::frontend::EmitObj;
  invocation->getCodeGenOpts().MainFileName = translation.unit.path;
  for (const std::string& folder : options.include_dirs)
    invocation->getHeaderSearchOpts().AddPath(folder, clang::frontend::Quoted, false, true);
  // The driver does not own the buffer: it is the unit's own code.
  const std::unique_ptr<llvm::MemoryBuffer> code =
      llvm::MemoryBuffer::getMemBuffer(translation.unit.code, options.unit_path);
  invocation->getPreprocessorOpts().addRemappedFile(options.unit_path, code.get());
  invocation->getPreprocessorOpts().RetainRemappedFileBuffers = true;
  use_prelude(*invocation, options.prelude);
  if (options.optimization == Optimization::kFull) optimize(*invocation);

  clang::CompilerInstance compiler;
  compiler.setInvocation(invocation);
  const std::unique_ptr<clang::DiagnosticConsumer> listener = listen_to_clang(translation);
  compiler.createDiagnostics(listener.get(), /*ShouldOwnClient=*/false);
  const auto headers = std::make_shared<HeaderCollector>(/*with_system=*/false);
  compiler.addDependencyCollector(headers);

  CompiledUnit compiled;
  if (options.check_only) {
    clang::SyntaxOnlyAction action;
    compiled.ok = compiler.ExecuteAction(action);
  } else {
    llvm::SmallString<0> object;
    compiler.setOutputStream(std::make_unique<llvm::raw_svector_ostream>(object));
    clang::EmitObjAction action;
    compiled.ok = compiler.ExecuteAction(action);
    if (compiled.ok) compiled.object = std::string(object.data(), object.size());
  }
  for (const std::string& header : hand_over(*listener))
    for (const std::string& folder : options.include_dirs) translation.missing.push_back(folder + "/" + header);
  compiled.headers = headers->stamps(options.unit_path);
  return compiled;
}

std::optional<std::vector<FileStamp>> precompile(const Toolchain& toolchain, const std::string& header,
                                                 const std::string& output, std::string& failure) {
  std::shared_ptr<clang::CompilerInvocation> invocation = invocation_of(toolchain);
  invocation->getFrontendOpts().Inputs.emplace_back(header, clang::InputKind(clang::Language::CXX).getHeader());
  invocation->getFrontendOpts().ProgramAction = clang::frontend::GeneratePCH;
  invocation->getFrontendOpts().OutputFile = output;
  // Without it, each page instantiates the standard templates again: 370 ms.
  invocation->getLangOpts().PCHInstantiateTemplates = true;

  clang::CompilerInstance compiler;
  compiler.setInvocation(invocation);
  llvm::raw_string_ostream words(failure);
  compiler.createDiagnostics(new clang::TextDiagnosticPrinter(words, &invocation->getDiagnosticOpts()));
  const auto headers = std::make_shared<HeaderCollector>(/*with_system=*/true);
  compiler.addDependencyCollector(headers);
  clang::GeneratePCHAction action;
  if (!compiler.ExecuteAction(action)) return std::nullopt;
  return headers->stamps(header);
}

}  // namespace quire::compiler
