#include "compiler/clang/limits.h"

#include <clang/Frontend/CompilerInstance.h>
#include <llvm/ADT/IntrusiveRefCntPtr.h>
#include <llvm/Support/ErrorHandling.h>
#include <llvm/Support/VirtualFileSystem.h>
#include <unistd.h>

#include <memory>
#include <new>
#include <string>
#include <system_error>

namespace quire::compiler {

namespace {

/// Precompiled headers count as files too.
constexpr std::uint64_t kMaxBytes = std::uint64_t{256} << 20;

enum class Refusal { kNoFile = 1, kTooLarge };

class RefusalCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return "quire-file"; }
  std::string message(int code) const override {
    return static_cast<Refusal>(code) == Refusal::kNoFile
               ? "it is a device, a pipe or a socket, not a file"
               : "it is larger than " + std::to_string(kMaxBytes >> 20) + " MB";
  }
};

std::error_code error_of(Refusal refusal) {
  static const RefusalCategory category;
  return {static_cast<int>(refusal), category};
}

class BoundedFiles final : public llvm::vfs::ProxyFileSystem {
 public:
  BoundedFiles() : ProxyFileSystem(llvm::vfs::getRealFileSystem()) {}

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine& path) override {
    // Checked before opening, because opening a pipe blocks.
    const llvm::ErrorOr<llvm::vfs::Status> status = ProxyFileSystem::status(path);
    if (status) {
      if (!status->isRegularFile() && !status->isDirectory()) return error_of(Refusal::kNoFile);
      if (status->getSize() > kMaxBytes) return error_of(Refusal::kTooLarge);
    }
    return ProxyFileSystem::openFileForRead(path);
  }
};

}  // namespace

void bound_files(clang::CompilerInstance& compiler) {
  compiler.createFileManager(llvm::makeIntrusiveRefCnt<BoundedFiles>());
}

void exit_when_out_of_memory() {
  std::set_new_handler([] { ::_exit(kExitOutOfMemory); });
  // For memory that LLVM allocates with `malloc`.
  llvm::remove_bad_alloc_error_handler();
  llvm::install_bad_alloc_error_handler([](void*, const char*, bool) { ::_exit(kExitOutOfMemory); });
}

}  // namespace quire::compiler
