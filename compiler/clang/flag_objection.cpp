#include "compiler/clang/toolchain.h"

#include "runtime/base/ascii.h"

#include <clang/Basic/DiagnosticIDs.h>
#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Basic/TargetOptions.h>
#include <clang/Driver/Compilation.h>
#include <clang/Driver/Driver.h>
#include <clang/Driver/Job.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Frontend/TextDiagnosticBuffer.h>
#include <llvm/Support/VirtualFileSystem.h>
#include <llvm/TargetParser/Host.h>

#include <exception>
#include <memory>

namespace quire::compiler {

namespace {

/// Collects what Clang reports about options.
struct Listener {
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> options = new clang::DiagnosticOptions;
  clang::TextDiagnosticBuffer heard;
  clang::DiagnosticsEngine engine{new clang::DiagnosticIDs, options, &heard, /*ShouldOwnClient=*/false};

  /// The first error or else the first warning; empty if there is none.
  std::string first() const {
    std::string text;
    if (heard.err_begin() != heard.err_end()) text = heard.err_begin()->second;
    else if (heard.warn_begin() != heard.warn_end()) text = heard.warn_begin()->second;
    for (char& c : text) c = c == '\'' ? '`' : c;
    return text;
  }
};

/// Asks the driver only about this option. Its complaints do not depend on the others.
std::string driver_objection(const std::string& flag) {
  Listener listener;
  clang::driver::Driver driver("clang++", llvm::sys::getDefaultTargetTriple(), listener.engine);
  driver.setCheckInputsExist(false);
  const std::unique_ptr<clang::driver::Compilation> compilation(
      driver.BuildCompilation({"clang++", "-c", flag.c_str(), "unit.cpp"}));
  return listener.first();
}

std::unique_ptr<clang::CompilerInvocation> invocation_of(const std::vector<std::string>& arguments,
                                                         Listener& listener) {
  std::vector<const char*> words;
  for (const std::string& argument : arguments) words.push_back(argument.c_str());
  auto invocation = std::make_unique<clang::CompilerInvocation>();
  clang::CompilerInvocation::CreateFromArgs(*invocation, words, listener.engine);
  return invocation;
}

/// Whether code that was compiled with these options can be used by code that is compiled with the
/// others; the same comparison as Clang's own for precompiled headers.
bool are_compatible(const clang::LangOptions& one, const clang::LangOptions& other) {
#define LANGOPT(Name, Bits, Default, Description) \
  if (one.Name != other.Name) return false;
#define ENUM_LANGOPT(Name, Type, Bits, Default, Description) \
  if (one.get##Name() != other.get##Name()) return false;
#define COMPATIBLE_LANGOPT(Name, Bits, Default, Description)
#define COMPATIBLE_ENUM_LANGOPT(Name, Type, Bits, Default, Description)
#define COMPATIBLE_VALUE_LANGOPT(Name, Bits, Default, Description)
#define BENIGN_LANGOPT(Name, Bits, Default, Description)
#define BENIGN_ENUM_LANGOPT(Name, Type, Bits, Default, Description)
#define BENIGN_VALUE_LANGOPT(Name, Bits, Default, Description)
#include <clang/Basic/LangOptions.def>
  return one.Sanitize.Mask == other.Sanitize.Mask;
}

bool are_compatible(const clang::TargetOptions& one, const clang::TargetOptions& other) {
  return one.Triple == other.Triple && one.CPU == other.CPU && one.ABI == other.ABI &&
         one.FeaturesAsWritten == other.FeaturesAsWritten;
}

}  // namespace

std::string flag_objection(const Toolchain& toolchain, const std::string& flag) try {
  if (std::string heard = driver_objection(flag); !heard.empty()) return "Clang reports: " + heard;
  Listener listener;
  const auto without = invocation_of(toolchain.compile_arguments, listener);
  const auto with = invocation_of(arguments_with(toolchain, {flag}), listener);
  clang::ProcessWarningOptions(listener.engine, with->getDiagnosticOpts());
  if (std::string heard = listener.first(); !heard.empty()) return "Clang reports: " + heard;
  const clang::FrontendOptions& frontend = with->getFrontendOpts();
  if (frontend.ProgramAction != without->getFrontendOpts().ProgramAction)
    return "it would keep the compiler from compiling";
  if (!are_compatible(without->getLangOpts(), with->getLangOpts()) ||
      !are_compatible(without->getTargetOpts(), with->getTargetOpts()))
    return "code compiled with it does not fit the headers that are precompiled for all sites";
  return {};
} catch (const std::exception&) {
  return "it would keep the compiler from compiling";
}

}  // namespace quire::compiler
