// A page as a function, compared with hand-written code for the same output:
//   typed_speed RUNS
// Prints a line per run: microseconds of the page and of the hand-written function for a
// table of 1,000 rows of 10 numbers; then the number of allocations of the page, besides
// its output buffer. RUNS 0 only compares the output and counts. The exit status is 1 if
// the output differs, or if the page allocated anything.
#include <pages/big_table.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <new>
#include <string>
#include <vector>

namespace {

/// Calls of `operator new`. The output buffer itself uses `realloc`.
std::size_t allocations = 0;

using Table = std::vector<std::vector<int>>;

Table make_table() {
  Table table(1000);
  int number = 7;
  for (std::vector<int>& row : table)
    for (int column = 0; column < 10; ++column) row.push_back(number = (number * 1103 + 12345) % 1000003);
  return table;
}

/// The same, written by hand.
std::string write_by_hand(const Table& rows) {
  std::string out = "<table>\n";
  for (const std::vector<int>& row : rows) {
    out += "<tr>";
    for (const int cell : row) {
      out += "<td>";
      char digits[16];
      out.append(digits, std::to_chars(digits, std::end(digits), cell).ptr);
      out += "</td>";
    }
    out += "</tr>\n";
  }
  out += "</table>\n";
  return out;
}

template <class F>
double microseconds(const F& run) {
  using Clock = std::chrono::steady_clock;
  constexpr int kCalls = 100;
  const Clock::time_point begin = Clock::now();
  for (int call = 0; call < kCalls; ++call) run();
  return std::chrono::duration<double, std::micro>(Clock::now() - begin).count() / kCalls;
}

}  // namespace

// NOLINTNEXTLINE(misc-new-delete-overloads): the other forms call these.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: typed_speed RUNS\n", stderr);
    return 2;
  }
  const Table table = make_table();
  std::size_t written = 0;
  const auto page = [&] {
    quire::Writer out;
    pages::big_table(out, {.rows = table});
    written += out.text().size();
  };
  const auto by_hand = [&] { written += write_by_hand(table).size(); };
  for (int run = std::atoi(argv[1]); run > 0; --run)
    std::printf("%.2f %.2f\n", microseconds(page), microseconds(by_hand));
  quire::Writer out;
  allocations = 0;
  pages::big_table(out, {.rows = table});
  const std::size_t allocated = allocations;
  std::printf("%zu\n", allocated);
  return out.text() == write_by_hand(table) && allocated == 0 ? 0 : 1;
}
