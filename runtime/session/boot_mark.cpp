#include "runtime/session/boot_mark.h"

#include "runtime/base/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

namespace quire {

namespace {

constexpr mode_t kPrivate = 0600;
constexpr std::string_view kClean = "clean\n";
constexpr std::string_view kDamaged = "damaged\n";
constexpr std::size_t kLongest = 64;
constexpr std::chrono::milliseconds kPause{1};
/// For others to write a few bytes to a slow disk.
constexpr int kMostTries = 10'000;

/// Empty for a new mark.
std::string content(int file) {
  char bytes[kLongest];
  const ssize_t size = ::pread(file, bytes, sizeof bytes, 0);
  return size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

bool lock(int file, int how) {
  int result = 0;
  do result = ::flock(file, how);
  while (result != 0 && errno == EINTR);
  return result == 0;
}

}  // namespace

std::string boot_id() {
  const Descriptor file(::open(kBootId, O_RDONLY | O_CLOEXEC));
  std::string text;
  if (!file || !read_to_end(file.get(), text)) return {};
  return text.substr(0, text.find('\n'));
}

bool BootMark::write(std::string_view text) const {
  return ::ftruncate(file_.get(), 0) == 0 &&
         ::pwrite(file_.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()) &&
         ::fsync(file_.get()) == 0;
}

Result<BootMark> BootMark::take(const std::string& path, const std::string& boot,
                                const std::function<void(bool is_damaged)>& set_aside) {
  const auto failed = [&] { return Error{"cannot use " + path + ": " + std::strerror(errno), errno}; };
  BootMark mark(Descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kPrivate)));
  if (!mark.file_) return failed();
  const int file = mark.file_.get();
  const std::string in_use = boot + "\n";
  for (int tries = 0;;) {
    if (!lock(file, LOCK_SH)) return failed();
    const std::string found = content(file);
    // Others use the file, or used it during this boot.
    if (found == in_use) return mark;
    if (found == kDamaged) {
      // Whoever still uses the damaged file has noticed as well.
      set_aside(/*is_damaged=*/true);
      if (!mark.write(in_use)) return failed();
      return mark;
    }
    // Nobody uses it now, but others may come to the same conclusion: the first one decides.
    if (lock(file, LOCK_EX | LOCK_NB)) break;
    ::flock(file, LOCK_UN);
    if (++tries > kMostTries) {
      errno = EBUSY;
      return failed();
    }
    std::this_thread::sleep_for(kPause);
  }
  const std::string found = content(file);
  if (found != kClean && found != in_use) set_aside(/*is_damaged=*/false);
  if (!mark.write(in_use) || !lock(file, LOCK_SH)) return failed();
  return mark;
}

void BootMark::close(const std::function<bool()>& sync) {
  if (!file_ || !lock(file_.get(), LOCK_EX | LOCK_NB)) return;
  if (content(file_.get()) != kDamaged && sync()) write(kClean);
  file_.reset();
}

void BootMark::note_damage() const {
  if (::ftruncate(file_.get(), 0) == 0) [[maybe_unused]]
    const ssize_t written = ::pwrite(file_.get(), kDamaged.data(), kDamaged.size(), 0);
}

}  // namespace quire
