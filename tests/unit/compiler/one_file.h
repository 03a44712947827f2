#ifndef QUIRE_TESTS_UNIT_COMPILER_ONE_FILE_H_
#define QUIRE_TESTS_UNIT_COMPILER_ONE_FILE_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"

#include <string>
#include <utility>

namespace quire::compiler {

/// A text as file 0 of its own sources, for one stage to be tried on; what a
/// stage makes of it is a member of what derives from this.
struct OneFile {
  explicit OneFile(std::string text, std::string path = "a.page") {
    sources.add(SourceFile(std::move(path), "", std::move(text)));
  }

  SourceSet sources;
  Sink sink;
};

/// What was reported, one message a line.
inline std::string messages(const Sink& sink) {
  std::string all;
  for (const Diagnostic& diagnostic : sink.diagnostics()) all += diagnostic.message + "\n";
  return all;
}

}  // namespace quire::compiler

#endif  // QUIRE_TESTS_UNIT_COMPILER_ONE_FILE_H_
