#include "runtime/base/cores.h"
#include "runtime/base/descriptor.h"
#include "runtime/base/terminal.h"
#include "tools/pagec/doctor/examine.h"
#include "tools/pagec/report.h"

#include <langinfo.h>
#include <sys/inotify.h>
#include <unistd.h>
#ifdef __x86_64__
#include <cpuid.h>
#endif

#include <cerrno>
#include <clocale>
#include <cstring>
#include <fstream>

namespace quire::pagec {

namespace {

/// Builds run in parallel with the server and with each other.
constexpr unsigned kEnoughCores = 2;
/// For the build of a large page, the server and the build service.
constexpr double kEnoughMemory = 1e9;

/// The first word of a system file; empty if there is none.
std::string first_word(const std::string& path) {
  std::ifstream file(path);
  std::string word;
  file >> word;
  return word;
}

/// The first number in a system file; -1 if there is none.
double first_number(const std::string& path) {
  const std::string word = first_word(path);
  return word.empty() || word.find_first_not_of("0123456789") != std::string::npos ? -1 : std::stod(word);
}

/// Whether this is a virtual machine that QEMU emulates without KVM.
bool is_emulated() {
#ifdef __x86_64__
  unsigned eax = 0, signature[3] = {};
  __cpuid(0x40000000U, eax, signature[0], signature[1], signature[2]);
  return std::memcmp(signature, "TCGTCGTCGTCG", sizeof signature) == 0;
#else
  return false;
#endif
}

Finding examine_cores() {
  const std::size_t cores = usable_cores();
  Finding finding{Condition::kOk, "cores", std::to_string(cores), "", {{"cores", cores}}};
  const std::string frequency = "/sys/devices/system/cpu/cpu0/cpufreq/";
  if (is_emulated()) {
    finding.worsen(Condition::kSlow, ", emulated by QEMU", "run the virtual machine with KVM");
  } else if (cores < kEnoughCores) {
    finding.worsen(Condition::kSlow, ": builds and the server share it", "use at least two cores");
  } else if (first_word(frequency + "scaling_governor") == "powersave" &&
             first_word(frequency + "scaling_driver") == "acpi-cpufreq") {
    // With other drivers, the governor `powersave` follows the load.
    finding.worsen(Condition::kSlow, ", fixed at the lowest frequency by the governor `powersave`",
                   "cpupower frequency-set -g schedutil");
  }
  return finding;
}

/// Available memory according to the kernel, or within this container's limit.
double available_memory() {
  double available = -1;
  std::ifstream file("/proc/meminfo");
  std::string name, unit;
  for (double kilobytes = 0; file >> name >> kilobytes; std::getline(file, unit))
    if (name == "MemAvailable:") available = kilobytes * 1024;
  const double limit = first_number("/sys/fs/cgroup/memory.max");
  const double used = first_number("/sys/fs/cgroup/memory.current");
  if (limit >= 0 && used >= 0 && (available < 0 || limit - used < available)) available = limit - used;
  return available;
}

Finding examine_memory() {
  const double available = available_memory();
  if (available < 0) return {Condition::kOk, "memory", "unknown"};
  Finding finding{Condition::kOk, "memory", size_text(available) + " available", "", {{"bytes", available}}};
  if (available < kEnoughMemory) {
    finding.worsen(Condition::kSlow, ": builds may be slow or killed",
                   "free at least " + size_text(kEnoughMemory) + ", or build with -j1");
  }
  return finding;
}

/// Diagnostics quote pages, which are in UTF-8.
Finding examine_terminal() {
  if (!is_terminal(STDERR_FILENO)) return {Condition::kOk, "terminal", "none"};
  const locale_t locale = ::newlocale(LC_CTYPE_MASK, "", nullptr);
  const std::string codeset = locale == nullptr ? "unknown" : ::nl_langinfo_l(CODESET, locale);
  if (locale != nullptr) ::freelocale(locale);
  if (codeset == "UTF-8") return {Condition::kOk, "terminal", "UTF-8"};
  return {Condition::kMissing, "terminal", "the character set is " + codeset + ", not UTF-8", "export LANG=C.UTF-8"};
}

}  // namespace

void examine_machine(Findings& findings) {
  findings.push_back(examine_cores());
  findings.push_back(examine_memory());
  findings.push_back(examine_terminal());
}

void examine_watching(Findings& findings, std::size_t folders) {
  const double watches = first_number("/proc/sys/fs/inotify/max_user_watches");
  Finding finding{Condition::kOk, "watching files", "", "", {{"folders", folders}, {"limit", watches}}};
  const Descriptor inotify(::inotify_init1(IN_CLOEXEC));
  const int error = errno;
  if (!inotify) {
    finding.condition = Condition::kMissing;
    finding.seen = std::string("inotify failed: ") + std::strerror(error);
    finding.remedy = "run sysctl fs.inotify.max_user_instances=1024, and add the setting to /etc/sysctl.d";
  } else if (watches >= 0 && watches < static_cast<double>(folders)) {
    finding.condition = Condition::kSlow;
    finding.seen = std::to_string(folders) + " folders, but only " + std::to_string(static_cast<long long>(watches)) +
                   " can be watched; the others are polled";
    finding.remedy = "run sysctl fs.inotify.max_user_watches=524288, and add the setting to /etc/sysctl.d";
  } else {
    const std::string limit = watches < 0 ? "unknown" : std::to_string(static_cast<long long>(watches));
    finding.seen = folders == 0 ? "limit on folders: " + limit : counted(folders, "folder") + ", limit: " + limit;
  }
  findings.push_back(std::move(finding));
}

}  // namespace quire::pagec
