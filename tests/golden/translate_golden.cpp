// Compares what the stages of translation make of tests/golden/<stage>/*.page
// with the files beside them, byte for byte.
//
//     quire_golden FOLDER            exit 1 and a diff where something differs
//     quire_golden FOLDER --bless    write the files anew and say which changed
//
// lex writes `.tokens`, parse `.ast`, emit `.cpp`, every stage `.diag`. A name
// begins with `fail_` exactly when there is a `.diag`. `x.files` beside
// `x.page` is the site in which it stands.

#include "compiler/ast/dump.h"
#include "compiler/diag/render.h"
#include "compiler/lex/lexer.h"
#include "compiler/parse/page_parser.h"
#include "compiler/translate.h"

#include <boost/filesystem.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = boost::filesystem;
namespace qc = quire::compiler;

/// Extension, as in `.diag`, to contents.
using Outputs = std::map<std::string, std::string>;

std::string read_file(const fs::path& path) {
  std::ifstream stream(path.string(), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

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

class Runner {
 public:
  Runner(fs::path root, bool bless) : root_(std::move(root)), bless_(bless) {}

  int run() {
    for (const char* stage : {"lex", "parse", "check", "emit"}) folder(stage);
    unseen_kinds();
    std::printf("%zu golden pages, %zu problems\n", pages_, problems_);
    return problems_ == 0 ? 0 : 1;
  }

 private:
  void problem(const std::string& text) {
    ++problems_;
    std::printf("golden: %s\n", text.c_str());
  }

  void folder(const std::string& stage) {
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(root_ / stage))
      if (fs::is_regular_file(entry)) files.insert(entry.path());
    for (const fs::path& file : files)
      if (file.extension() == ".page") page(stage, file);
      else if (!fs::exists(fs::path(file).replace_extension(".page"))) unexpected(file, "stands beside no page");
  }

  void page(const std::string& stage, const fs::path& input) {
    ++pages_;
    const Outputs outputs = translate(stage, input);
    const bool named_fail = input.filename().string().starts_with("fail_");
    if (named_fail != outputs.contains(".diag"))
      problem(input.string() + ": its name must begin with `fail_` exactly when there are diagnostics");
    for (const char* extension : {".tokens", ".ast", ".cpp", ".diag"}) {
      const fs::path file = fs::path(input).replace_extension(extension);
      const auto output = outputs.find(extension);
      if (output != outputs.end()) compare(file, output->second);
      else if (fs::exists(file)) unexpected(file, "is not written any more");
    }
  }

  Outputs translate(const std::string& stage, const fs::path& input) {
    Outputs outputs;
    const std::string path = "/" + input.filename().string();
    qc::Translation result;
    if (stage == "lex" || stage == "parse") {
      const qc::FileId file = result.sources.add(qc::SourceFile(path.substr(1), "", read_file(input)));
      qc::TokenBuffer tokens = qc::lex(file, result.sources, result.sink);
      if (stage == "lex") outputs[".tokens"] = qc::dump(tokens, result.sources);
      else outputs[".ast"] = qc::dump(qc::parse(std::move(tokens), result.sources, result.sink), result.sources);
    } else {
      const fs::path site = fs::path(input).replace_extension(".files");
      result = qc::translate_text(read_file(input), path, fs::exists(site) ? site.string() : "");
      if (stage == "emit") outputs[".cpp"] = result.unit.code;
    }
    for (const qc::Diagnostic& diagnostic : result.sink.diagnostics()) seen_.insert(diagnostic.kind);
    const std::string diagnostics = qc::render(result.sink, result.sources);
    if (!diagnostics.empty()) outputs[".diag"] = diagnostics;
    return outputs;
  }

  void compare(const fs::path& file, const std::string& actual) {
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

  void unexpected(const fs::path& file, const std::string& why) {
    if (!bless_) return problem(file.string() + " " + why);
    fs::remove(file);
    std::printf("removed %s\n", file.c_str());
  }

  /// The kinds before `CppError` are those of translation.
  void unseen_kinds() {
    for (int i = 0; i < static_cast<int>(qc::DiagnosticKind::kCppError); ++i) {
      const auto kind = static_cast<qc::DiagnosticKind>(i);
      if (!seen_.contains(kind)) problem("no page shows the diagnostic `" + qc::kind_name(kind) + "`");
    }
  }

  fs::path root_;
  bool bless_;
  std::set<qc::DiagnosticKind> seen_;
  std::size_t pages_ = 0;
  std::size_t problems_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const bool bless = argc == 3 && std::string(argv[2]) == "--bless";
  if (argc != 2 && !bless) {
    std::fputs("usage: quire_golden FOLDER [--bless]\n", stderr);
    return 2;
  }
  return Runner(argv[1], bless).run();
}
