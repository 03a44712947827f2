// Translates one page again and again, on one thread and without Clang:
//   translate_speed ROOT /page.page RUNS
// prints what each run took in seconds, one a line, then the bytes of memory
// at the peak beyond those before the first run, and how many errors there were.
#include "compiler/translate.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

namespace {

/// Of this program alone: `getrusage` remembers who started it.
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
    const auto begin = std::chrono::steady_clock::now();
    errors = quire::compiler::translate(argv[1], argv[2]).sink.error_count();
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    std::printf("%.9f\n", time.count());
  }
  std::printf("%ld\n%zu\n", peak_memory() - before, errors);
}
