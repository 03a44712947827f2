#include "compiler/clang/clang_frontend.h"

#include "compiler/clang/clang_diagnostics.h"
#include "compiler/clang/limits.h"
#include "compiler/clang/line_sensitivity.h"
#include "compiler/clang/tag_fields.h"

#include <clang/AST/ExternalASTSource.h>
#include <clang/Basic/DiagnosticIDs.h>
#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Basic/Stack.h>
#include <clang/CodeGen/CodeGenAction.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
#include <clang/Frontend/Utils.h>
#include <clang/Lex/HeaderSearch.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <clang/Parse/Parser.h>
#include <clang/Sema/Sema.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>

#include <functional>
#include <limits>
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
    throw std::runtime_error("Clang does not understand the arguments from its own driver: " + words);
  invocation->getFrontendOpts().Inputs.clear();
  // Otherwise Clang prints the number of errors to standard error.
  invocation->getDiagnosticOpts().ShowCarets = false;
  return invocation;
}

/// What `-O2` changes, without the language options, which must match the prelude.
void optimize(clang::CompilerInvocation& invocation) {
  clang::CodeGenOptions& options = invocation.getCodeGenOpts();
  options.OptimizationLevel = 2;
  options.setInlining(clang::CodeGenOptions::NormalInlining);
  options.VectorizeLoop = true;
  options.VectorizeSLP = true;
  options.UnrollLoops = true;
  options.DisableO0ImplyOptNone = true;
}

/// Writes a precompiled header and searches it for static objects.
class PrecompileAction : public clang::GeneratePCHAction {
 public:
  std::vector<SharedStatic> take_statics() { return std::move(statics_); }

 protected:
  void EndSourceFileAction() override {
    statics_ = find_shared_statics(getCompilerInstance());
    GeneratePCHAction::EndSourceFileAction();
  }

 private:
  std::vector<SharedStatic> statics_;
};

/// Collects the headers that a compilation reads, by content.
class HeaderCollector : public clang::DependencyCollector {
 public:
  explicit HeaderCollector(bool with_system) : with_system_(with_system) {}
  bool needSystemDependencies() override { return with_system_; }
  // The headers inside a precompiled header are covered by its key.
  void attachToASTReader(clang::ASTReader&) override {}

  /// Uses the bytes that Clang has read, whatever the files contain by now.
  std::vector<FileStamp> stamps(const clang::CompilerInstance& compiler) const {
    std::vector<FileStamp> stamps;
    const clang::SourceManager& sources = compiler.getSourceManager();
    const auto unit = sources.getFileEntryRefForID(sources.getMainFileID());
    for (const std::string& path : getDependencies()) {
      const auto entry = compiler.getFileManager().getOptionalFileRef(path);
      if (!entry || (unit && *entry == *unit)) continue;
      const auto buffer = compiler.getSourceManager().getMemoryBufferForFileOrNone(*entry);
      if (buffer) stamps.push_back(stamp_bytes(path, {buffer->getBufferStart(), buffer->getBufferSize()}));
    }
    return stamps;
  }

 private:
  bool with_system_;
};

void add_folders(clang::CompilerInvocation& invocation, const std::vector<std::string>& folders) {
  for (const std::string& folder : folders)
    invocation.getHeaderSearchOpts().AddPath(folder, clang::frontend::Quoted, false, true);
}

/// Names files in the site, and then files beside it, relative to it: the longest prefix wins.
void name_by_site(clang::CompilerInvocation& invocation, const std::string& root) {
  invocation.getLangOpts().MacroPrefixMap[root + "/"] = "";
  const std::string beside = root.substr(0, root.rfind('/') + 1);
  if (beside.size() > 1) invocation.getLangOpts().MacroPrefixMap[beside] = "../";
}

void use_prelude(clang::CompilerInvocation& invocation, const std::string& prelude) {
  if (prelude.empty()) return;
  clang::PreprocessorOptions& options = invocation.getPreprocessorOpts();
  options.ImplicitPCHInclude = prelude;
  // Its headers were compared by content when it was selected.
  options.DisablePCHOrModuleValidation = clang::DisableValidationForModuleKind::PCH;
}

}  // namespace

void start_llvm() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  llvm::InitializeNativeTargetAsmParser();
}

/// Receives Clang's diagnostics until the unit is known.
class RehearsalListener : public clang::DiagnosticConsumer {
 public:
  /// Ignores diagnostics in the entered file from `offset` on.
  void ignore_from(std::uint32_t offset) { ignored_from_ = offset; }
  bool is_content() const { return getNumErrors() == 0 && !has_spoken_; }

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override {
    DiagnosticConsumer::HandleDiagnostic(level, info);
    if (level < clang::DiagnosticsEngine::Warning || has_spoken_) return;
    has_spoken_ = true;
    if (!info.hasSourceManager() || info.getLocation().isInvalid()) return;
    const clang::SourceManager& sources = info.getSourceManager();
    const auto [file, offset] = sources.getDecomposedLoc(sources.getFileLoc(info.getLocation()));
    has_spoken_ = file != sources.getMainFileID() || offset < ignored_from_;
  }

 private:
  std::uint32_t ignored_from_ = std::numeric_limits<std::uint32_t>::max();
  bool has_spoken_ = false;
};

/// What Clang's own driver sets up for a compilation, in order of dependency.
struct UnitCompile::Parts {
  CompileOptions options;
  /// Clang reads the unit as a separate file, which is entered after this one.
  std::string before_unit = "static_assert(true);\n";
  std::unique_ptr<llvm::MemoryBuffer> main_buffer;
  clang::CompilerInstance compiler;
  std::shared_ptr<HeaderCollector> headers = std::make_shared<HeaderCollector>(/*with_system=*/false);
  RehearsalListener rehearsal_listener;
  std::unique_ptr<clang::DiagnosticConsumer> listener;
  Translation* translation = nullptr;
  llvm::SmallString<0> object;
  std::unique_ptr<clang::FrontendAction> action;
  std::unique_ptr<clang::Parser> parser;
  std::vector<clang::DeclGroupRef> rehearsed;
  clang::FileID rehearsed_file;
  bool keeps_rehearsed = false;
  bool has_begun = false;
  bool asks_own_line = false;

  void begin(const Toolchain& toolchain);
  void enter(const std::string& code, const std::string& name);
  bool parse(const std::function<bool(clang::DeclGroupRef)>& take);
  bool emit(clang::DeclGroupRef declared) { return compiler.getASTConsumer().HandleTopLevelDecl(declared); }
};

void UnitCompile::Parts::begin(const Toolchain& toolchain) {
  std::shared_ptr<clang::CompilerInvocation> invocation = invocation_of(toolchain);
  invocation->getFrontendOpts().DisableFree = true;
  invocation->getCodeGenOpts().ClearASTBeforeBackend = false;
  invocation->getFrontendOpts().ProgramAction =
      options.check_only ? clang::frontend::ParseSyntaxOnly : clang::frontend::EmitObj;
  invocation->getCodeGenOpts().MainFileName = options.unit_path;
  // Line tables have full paths, independent of the folder in which this process was started.
  invocation->getCodeGenOpts().DebugCompilationDir = "/";
  add_folders(*invocation, options.include_dirs);
  if (!options.site_root.empty()) name_by_site(*invocation, options.site_root);
  use_prelude(*invocation, options.prelude);
  if (options.optimization == Optimization::kFull) optimize(*invocation);
  if (options.exports) {
    invocation->getLangOpts().setValueVisibilityMode(clang::DefaultVisibility);
    invocation->getLangOpts().setTypeVisibilityMode(clang::DefaultVisibility);
  }

  clang::noteBottomOfStack();
  compiler.setInvocation(std::move(invocation));
  compiler.createDiagnostics(&rehearsal_listener, /*ShouldOwnClient=*/false);
  bound_files(compiler);
  compiler.addDependencyCollector(headers);
  if (options.check_only) {
    action = std::make_unique<clang::SyntaxOnlyAction>();
  } else {
    compiler.setOutputStream(std::make_unique<llvm::raw_svector_ostream>(object));
    action = std::make_unique<clang::EmitObjAction>();
  }
  main_buffer = llvm::MemoryBuffer::getMemBuffer(before_unit, options.unit_path);
  const clang::FrontendInputFile input(main_buffer->getMemBufferRef(), clang::Language::CXX);
  has_begun = action->PrepareToExecute(compiler) && compiler.createTarget() && action->BeginSourceFile(compiler, input);
  if (!has_begun) return;
  compiler.createSema(action->getTranslationUnitKind(), nullptr);
  clang::Preprocessor& preprocessor = compiler.getPreprocessor();
  watch_for_own_line(preprocessor, asks_own_line);
  parser = std::make_unique<clang::Parser>(preprocessor, compiler.getSema(), /*SkipFunctionBodies=*/false);
  // The end of a file does not end the unit, because another one follows.
  preprocessor.enableIncrementalProcessing();
  preprocessor.EnterMainSourceFile();
  if (clang::ExternalASTSource* prelude = compiler.getASTContext().getExternalSource())
    prelude->StartTranslationUnit(&compiler.getASTConsumer());
  parser->Initialize();
  clang::Parser::DeclGroupPtrTy declared;
  clang::Sema::ModuleImportState modules = clang::Sema::ModuleImportState::NotACXX20Module;
  parser->ParseFirstTopLevelDecl(declared, modules);
}

/// Continues with the text of another file.
void UnitCompile::Parts::enter(const std::string& code, const std::string& name) {
  clang::SourceManager& sources = compiler.getSourceManager();
  std::unique_ptr<llvm::MemoryBuffer> buffer = llvm::MemoryBuffer::getMemBufferCopy(code, name);
  clang::FileID file;
  if (compiler.getLangOpts().Sanitize.empty()) {
    file = sources.createFileID(std::move(buffer));
  } else {
    // Sanitizers look up the unit in their list of ignored files.
    const clang::FileEntryRef entry =
        compiler.getFileManager().getVirtualFileRef(name, static_cast<off_t>(code.size()), 0);
    sources.overrideFileContents(entry, std::move(buffer));
    // As for every file that includes others.
    compiler.getPreprocessor().getHeaderSearchInfo().getFileInfo(entry);
    file = sources.createFileID(entry, clang::SourceLocation(), clang::SrcMgr::C_User);
  }
  sources.setMainFileID(file);
  compiler.getPreprocessor().EnterSourceFile(file, nullptr, clang::SourceLocation());
  parser->ConsumeAnyToken();
}

/// Parses to the end of the entered file or, for the last one, to the end of the unit.
/// Returns false if `take` does.
bool UnitCompile::Parts::parse(const std::function<bool(clang::DeclGroupRef)>& take) {
  const bool is_last = !compiler.getPreprocessor().isIncrementalProcessingEnabled();
  clang::Parser::DeclGroupPtrTy declared;
  clang::Sema::ModuleImportState modules = clang::Sema::ModuleImportState::NotACXX20Module;
  while (is_last || parser->getCurToken().isNot(clang::tok::eof)) {
    if (parser->ParseTopLevelDecl(declared, modules)) break;
    if (declared && !take(declared.get())) return false;
  }
  return true;
}

UnitCompile::UnitCompile(const Toolchain& toolchain, const CompileOptions& options) : parts_(new Parts) {
  parts_->options = options;
  parts_->begin(toolchain);
}

UnitCompile::~UnitCompile() {
  parts_->parser.reset();
  if (parts_->has_begun) parts_->action->EndSourceFile();
}

bool UnitCompile::begin(const std::string& code) {
  Parts& parts = *parts_;
  if (!parts.has_begun) return false;
  parts.enter(code, "includes.cpp");
  return parts.parse([&](clang::DeclGroupRef declared) { return parts.emit(declared); }) &&
         parts.rehearsal_listener.is_content();
}

bool UnitCompile::rehearse(const std::string& code, std::uint32_t quiet_until) {
  Parts& parts = *parts_;
  if (!parts.has_begun) return false;
  parts.rehearsal_listener.ignore_from(quiet_until);
  // Entered under the unit's name, which is what line tables use for the parts that are kept.
  parts.enter(code, parts.options.unit_path);
  parts.rehearsed_file = parts.compiler.getSourceManager().getMainFileID();
  parts.parse([&](clang::DeclGroupRef declared) {
    parts.rehearsed.push_back(declared);
    return true;
  });
  parts.compiler.getSema().PerformPendingInstantiations();
  return parts.rehearsal_listener.is_content();
}

void UnitCompile::keep_rehearsed() {
  parts_->keeps_rehearsed = true;
  for (const clang::DeclGroupRef& declared : parts_->rehearsed) parts_->emit(declared);
}

std::string UnitCompile::file_declaring(std::string_view name) const {
  return compiler::file_declaring(parts_->compiler, name);
}

std::vector<FileStamp> UnitCompile::headers() const { return parts_->headers->stamps(parts_->compiler); }

CompiledUnit UnitCompile::finish(const std::string& code, const std::string& unit_path, Translation& translation) {
  CompiledUnit compiled;
  parts_->translation = &translation;
  parts_->listener = listen_to_clang(translation);
  if (parts_->keeps_rehearsed) share_declarations(*parts_->listener, parts_->rehearsed_file.getHashValue());
  clang::CompilerInstance& compiler = parts_->compiler;
  compiler.getDiagnostics().setClient(parts_->listener.get(), /*ShouldOwnClient=*/false);
  if (!parts_->has_begun) return compiled;
  parts_->listener->BeginSourceFile(compiler.getLangOpts(), &compiler.getPreprocessor());
  parts_->enter(code, unit_path);
  compiler.getPreprocessor().enableIncrementalProcessing(false);
  clang::ASTConsumer& consumer = compiler.getASTConsumer();
  if (parts_->parse([&](clang::DeclGroupRef declared) { return parts_->emit(declared); })) {
    // Before the backend runs, because the contents of the prelude must not be inspected after it.
    compiled.statics =
        find_shared_statics(compiler, parts_->options.exports ? parts_->options.unit_path : std::string());
    parts_->asks_own_line = parts_->asks_own_line || can_tell_callers(compiler.getPreprocessor());
    for (clang::Decl* weak : compiler.getSema().WeakTopLevelDecls())
      consumer.HandleTopLevelDecl(clang::DeclGroupRef(weak));
    consumer.HandleTranslationUnit(compiler.getASTContext());
  }
  if (parts_->options.check_only) compiled.tag_fields = find_tag_fields(compiler.getASTContext());
  compiled.ok = parts_->listener->getNumErrors() == 0;
  compiled.unknown_names = unknown_names(*parts_->listener);
  compiled.is_doubtful = has_met_rehearsal(*parts_->listener);
  if (compiled.ok) compiled.object = std::string(parts_->object.data(), parts_->object.size());
  compiled.headers = headers();
  compiled.asks_own_line = parts_->asks_own_line;
  return compiled;
}

void UnitCompile::tell_mistakes() {
  std::vector<std::string> folders = parts_->options.include_dirs;
  for (const auto& entry : parts_->compiler.getHeaderSearchOpts().UserEntries)
    if (entry.Group == clang::frontend::Angled) folders.push_back(entry.Path);
  for (const std::string& header : hand_over(*parts_->listener))
    for (const std::string& folder : folders) parts_->translation->missing.push_back(folder + "/" + header);
}

CompiledUnit compile_unit(const Toolchain& toolchain, const CompileOptions& options, Translation& translation) {
  UnitCompile compile(toolchain, options);
  CompiledUnit unit = compile.finish(translation.unit.code, options.unit_path, translation);
  compile.tell_mistakes();
  return unit;
}

std::optional<PrecompiledHeader> precompile(const Toolchain& toolchain, const PrecompileOptions& options,
                                            std::string& failure) {
  std::shared_ptr<clang::CompilerInvocation> invocation = invocation_of(toolchain);
  invocation->getFrontendOpts().Inputs.emplace_back(options.header, clang::InputKind(clang::Language::CXX).getHeader());
  invocation->getFrontendOpts().ProgramAction = clang::frontend::GeneratePCH;
  invocation->getFrontendOpts().OutputFile = options.output;
  // Otherwise each page instantiates the standard templates again, which takes 370 ms.
  invocation->getLangOpts().PCHInstantiateTemplates = true;
  add_folders(*invocation, options.include_dirs);
  use_prelude(*invocation, options.prelude);

  clang::CompilerInstance compiler;
  compiler.setInvocation(invocation);
  llvm::raw_string_ostream words(failure);
  compiler.createDiagnostics(new clang::TextDiagnosticPrinter(words, &invocation->getDiagnosticOpts()));
  bound_files(compiler);
  const auto headers = std::make_shared<HeaderCollector>(/*with_system=*/options.prelude.empty());
  compiler.addDependencyCollector(headers);
  PrecompileAction action;
  if (!compiler.ExecuteAction(action)) return std::nullopt;
  PrecompiledHeader made{{}, action.take_statics()};
  for (const std::string& path : headers->getDependencies()) {
    if (path == options.header) continue;
    if (auto stamp = stamp_file(path)) made.headers.push_back(*std::move(stamp));
  }
  return made;
}

}  // namespace quire::compiler
