// Translates a page repeatedly, on one thread and without Clang:
//   translate_speed ROOT /page.page RUNS
// Prints the CPU seconds of each run, one per line, then the peak memory in bytes beyond
// that before the first run, and the number of errors.
#include "compiler/translate.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>

namespace {

/// Only of this program: the value of `getrusage` includes the parent before exec.
long peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (long kilobytes = 0; word == "VmHWM:" && status >> kilobytes) return kilobytes * 1024;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: translate_speed ROOT PAGE RUNS\n", stderr);
    return 2;
  }
  const long before = peak_memory();
  std::size_t errors = 0;
  for (int run = std::atoi(argv[3]); run > 0; --run) {
    const std::clock_t begin = std::clock();
    errors = quire::compiler::translate(argv[1], argv[2]).sink.error_count();
    std::printf("%.6f\n", static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  std::printf("%ld\n%zu\n", peak_memory() - before, errors);
}
