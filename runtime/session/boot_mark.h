#ifndef QUIRE_RUNTIME_SESSION_BOOT_MARK_H_
#define QUIRE_RUNTIME_SESSION_BOOT_MARK_H_

#include "runtime/base/descriptor.h"
#include "runtime/base/result.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace quire {

/// Says whether a file that is written without waiting for the disk can be trusted: only if the system
/// has not been booted since it was written, or if its last user has closed it properly. For this, a small
/// file beside it holds the id of the boot in which it is in use, or `clean`. Whoever uses the file
/// holds a shared lock on the mark, so that the last one knows that it is the last.
class BootMark {
 public:
  /// Waits only for others that are doing the same. `boot` is the id of the present boot, not empty. If the file cannot
  /// be trusted, calls `set_aside(is_damaged)` before it is marked as in use.
  static Result<BootMark> take(const std::string& path, const std::string& boot,
                               const std::function<void(bool is_damaged)>& set_aside);

  /// If nobody else uses the file, calls `sync`, and if that returns true, marks it as clean. Call it last.
  void close(const std::function<bool()>& sync);
  /// Marks the file as damaged: the next one to open it sets it aside. Uses only calls that a signal handler may make.
  void note_damage() const;

 private:
  explicit BootMark(Descriptor file) : file_(std::move(file)) {}
  bool write(std::string_view text) const;

  Descriptor file_;
};

inline constexpr const char kBootId[] = "/proc/sys/kernel/random/boot_id";
/// The id of this boot of the system; empty if it cannot be read.
std::string boot_id();

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_BOOT_MARK_H_
