#include "tests/golden/golden_files.h"

#include <cstdio>
#include <fstream>
#include <iterator>

namespace quire::golden {

namespace {

namespace fs = boost::filesystem;

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// Prints the lines between the first and the last that differ.
void print_difference(const std::string& expected, const std::string& actual) {
  const std::vector<std::string> before = split_lines(expected);
  const std::vector<std::string> after = split_lines(actual);
  std::size_t head = 0;
  while (head < before.size() && head < after.size() && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < before.size() - head && tail < after.size() - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  std::printf("@@ line %zu\n", head + 1);
  for (std::size_t i = head; i < before.size() - tail; ++i) std::printf("-%s\n", before[i].c_str());
  for (std::size_t i = head; i < after.size() - tail; ++i) std::printf("+%s\n", after[i].c_str());
  if (head + tail == before.size() && before.size() == after.size()) std::puts("(line ends differ)");
}

bool is_page(const fs::path& file) { return file.extension() == ".page" || file.extension() == ".pagex"; }

bool is_beside_page(const fs::path& file) {
  const auto exists = [&](const char* extension) { return fs::exists(fs::path(file).replace_extension(extension)); };
  return exists(".page") || exists(".pagex");
}

bool is_jsp(const fs::path& file) {
  const std::string name = file.filename().string();
  return name.ends_with(".jsp") || name.ends_with(".jspx") || name.ends_with(".jspf");
}

bool is_beside_jsp(const fs::path& file) {
  const auto exists = [&](const char* extension) { return fs::exists(fs::path(file).replace_extension(extension)); };
  return exists(".jsp") || exists(".jspx") || exists(".jspf");
}

}  // namespace

std::string read_file(const fs::path& path) {
  std::ifstream stream(path.string(), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void GoldenFiles::problem(const std::string& text) {
  ++problems_;
  std::printf("golden: %s\n", text.c_str());
}

std::vector<fs::path> GoldenFiles::pages(const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (fs::is_regular_file(entry)) files.insert(entry.path());
  std::vector<fs::path> pages;
  for (const fs::path& file : files)
    if (is_page(file)) pages.push_back(file);
    else if (!is_beside_page(file)) unexpected(file, "stands beside no page");
  return pages;
}

std::vector<fs::path> GoldenFiles::jsps(const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.insert(entry.path());
  std::vector<fs::path> jsps;
  for (const fs::path& file : files)
    if (is_jsp(file)) jsps.push_back(file);
    else if (file.filename() != "WEB-INF" && !is_beside_jsp(file)) unexpected(file, "stands beside no JSP");
  return jsps;
}

void GoldenFiles::compare_import(const fs::path& jsp, const Outputs& outputs) {
  ++pages_;
  for (const auto& [extension, text] : outputs) compare_file(fs::path(jsp).replace_extension(extension), text);
}

void GoldenFiles::compare(const fs::path& page, const Outputs& outputs) {
  ++pages_;
  if (page.filename().string().starts_with("fail_") != outputs.contains(".diag"))
    problem(page.string() + ": its name must begin with `fail_` exactly when there are diagnostics");
  for (const char* extension : {".tokens", ".ast", ".cpp", ".h", ".diag"}) {
    const fs::path file = fs::path(page).replace_extension(extension);
    const auto output = outputs.find(extension);
    if (output != outputs.end()) compare_file(file, output->second);
    else if (fs::exists(file)) unexpected(file, "is not written any more");
  }
}

void GoldenFiles::compare_file(const fs::path& file, const std::string& actual) {
  const bool exists = fs::exists(file);
  const std::string expected = exists ? read_file(file) : "";
  if (exists && expected == actual) return;
  if (bless_) {
    std::ofstream(file.string(), std::ios::binary) << actual;
    std::printf("blessed %s\n", file.c_str());
  } else {
    problem(file.string() + (exists ? " differs" : " does not exist"));
  }
  print_difference(expected, actual);
}

void GoldenFiles::unexpected(const fs::path& file, const std::string& why) {
  if (!bless_) return problem(file.string() + " " + why);
  fs::remove(file);
  std::printf("removed %s\n", file.c_str());
}

void GoldenFiles::require_kinds(compiler::DiagnosticKind first, compiler::DiagnosticKind last,
                                const std::set<std::string>& seen) {
  for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
    const std::string name = compiler::kind_name(static_cast<compiler::DiagnosticKind>(i));
    if (!seen.contains(name)) problem("no page shows the diagnostic `" + name + "`");
  }
}

int GoldenFiles::finish() const {
  std::printf("%zu golden pages, %zu problems\n", pages_, problems_);
  return problems_ == 0 ? 0 : 1;
}

int run_golden(int argc, char** argv, void (*run)(const fs::path& root, GoldenFiles& files)) {
  const bool bless = argc == 3 && std::string(argv[2]) == "--bless";
  if (argc != 2 && !bless) {
    std::fprintf(stderr, "usage: %s FOLDER [--bless]\n", argv[0]);
    return 2;
  }
  GoldenFiles files(bless);
  run(argv[1], files);
  return files.finish();
}

}  // namespace quire::golden
