// Compares what the stages of translation make of tests/golden/<stage>/*.page
// with the files beside them, byte for byte.
//
//     quire_golden FOLDER            exit 1 and a diff where something differs
//     quire_golden FOLDER --bless    write the files anew and say which changed
//
// lex writes `.tokens`, parse `.ast`, emit `.cpp`, linked `.cpp` and `.h`, every
// stage `.diag`. Of a JSP in import, `.page` or the like is its page, and
// `.report` what import says.

#include "compiler/ast/dump.h"
#include "compiler/diag/render.h"
#include "compiler/import/import.h"
#include "compiler/lex/lexer.h"
#include "compiler/parse/parse.h"
#include "compiler/translate.h"
#include "tests/golden/golden_files.h"

namespace {

namespace fs = boost::filesystem;
namespace qc = quire::compiler;
namespace qg = quire::golden;

qc::Page parse(qc::FileId file, qc::Translation& result) {
  return qc::parse_file(file, result.sources, result.sink, {}, qc::DocumentRole::kPage);
}

qg::Outputs translate(const std::string& stage, const fs::path& input, std::set<std::string>& seen) {
  qg::Outputs outputs;
  const std::string path = "/" + input.filename().string();
  qc::Translation result;
  if (stage == "lex" || stage == "parse") {
    const qc::FileId file = result.sources.add(qc::SourceFile(path.substr(1), "", qg::read_file(input)));
    if (stage == "lex") outputs[".tokens"] = qc::dump(qc::lex(file, result.sources, result.sink), result.sources);
    else outputs[".ast"] = qc::dump(parse(file, result), result.sources);
  } else {
    const fs::path site = fs::path(input).replace_extension(".files");
    qc::EmitOptions emit;
    if (stage == "linked") emit = {qc::UnitForm::kLinked, "shop"};
    result = qc::translate_text(qg::read_file(input), path, fs::exists(site) ? site.string() : "", emit);
    if (stage == "emit" || stage == "linked") outputs[".cpp"] = result.unit.code;
    if (stage == "linked") outputs[".h"] = result.unit.header;
  }
  for (const qc::Diagnostic& diagnostic : result.sink.diagnostics()) seen.insert(qc::kind_name(diagnostic.kind));
  const std::string diagnostics = qc::render(result.sink, result.sources);
  if (!diagnostics.empty()) outputs[".diag"] = diagnostics;
  return outputs;
}

/// The page made of a JSP, and what is said of it; all of them are one site.
qg::Outputs import(const fs::path& input, std::set<std::string>& seen) {
  qc::JspSite site(input.parent_path().string());
  for (const auto& entry : fs::directory_iterator(input.parent_path())) site.read(entry.path().filename().string());
  const std::string name = input.filename().string();
  const qc::ImportedFile file = qc::import_file(qg::read_file(input), name, site.context_of(name));
  for (const qc::Diagnostic& diagnostic : file.sink.diagnostics()) seen.insert(qc::kind_name(diagnostic.kind));
  const qc::ImportCounts& counts = file.counts;
  std::string summary = std::to_string(counts.kept) + " kept, " + std::to_string(counts.turned) + " turned, " +
                        std::to_string(counts.left) + " left, " + std::to_string(counts.names) + " names, " +
                        std::to_string(counts.waiting) + " waiting\n";
  if (counts.mentions > 0) summary += std::to_string(counts.mentions) + " mentions of `.jsp`\n";
  return {{fs::path(file.name).extension().string(), file.text},
          {".report", qc::render(file.sink, file.sources) + summary}};
}

void run(const fs::path& root, qg::GoldenFiles& files) {
  std::set<std::string> seen;
  for (const char* stage : {"lex", "parse", "check", "emit", "linked"})
    for (const fs::path& page : files.pages(root / stage)) files.compare(page, translate(stage, page, seen));
  for (const fs::path& jsp : files.jsps(root / "import")) files.compare_import(jsp, import(jsp, seen));
  files.require_kinds(qc::DiagnosticKind::kFileMissing, qc::DiagnosticKind::kImportGuess, seen);
}

}  // namespace

int main(int argc, char** argv) { return qg::run_golden(argc, argv, run); }
