#include "compiler/link/line_table.h"

#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDebugLine.h>
#include <llvm/Object/ObjectFile.h>
#include <llvm/Support/MemoryBuffer.h>

#include <algorithm>
#include <map>

namespace quire::compiler {

namespace {

using Program = llvm::DWARFDebugLine::LineTable;

/// Malformed tables count as empty.
void ignore(llvm::Error error) { llvm::consumeError(std::move(error)); }

/// Calls `use` for each line table of the library, one per unit.
template <class Use>
void for_each_program(std::string_view library, const Use& use) {
  const llvm::MemoryBufferRef bytes(library, "library.so");
  llvm::Expected<std::unique_ptr<llvm::object::ObjectFile>> file = llvm::object::ObjectFile::createObjectFile(bytes);
  if (!file) return ignore(file.takeError());
  const auto context = llvm::DWARFContext::create(**file, llvm::DWARFContext::ProcessDebugRelocations::Ignore, nullptr,
                                                  "", ignore, ignore);
  const llvm::DWARFObject& sections = context->getDWARFObj();
  llvm::DWARFDataExtractor lines(sections, sections.getLineSection(), context->isLittleEndian(), /*AddressSize=*/8);
  // Line tables can be read without their units.
  llvm::DWARFDebugLine::SectionParser parser(lines, *context, {nullptr, nullptr});
  while (!parser.done()) use(parser.parseNext(ignore, ignore));
}

/// Maps the file numbers of one table to indices in `files`.
class FileNumbers {
 public:
  FileNumbers(const Program& program, const std::vector<std::string>& files) : program_(program), files_(files) {}

  std::uint32_t operator()(std::uint64_t number) {
    const auto [known, is_new] = known_.try_emplace(number, LineTable::kNoFile);
    if (!is_new) return known->second;
    std::string name;
    using Kind = llvm::DILineInfoSpecifier::FileLineInfoKind;
    if (!program_.getFileNameByIndex(number, "", Kind::AbsoluteFilePath, name)) return LineTable::kNoFile;
    const auto file = std::ranges::find(files_, name);
    if (file != files_.end()) known->second = static_cast<std::uint32_t>(file - files_.begin());
    return known->second;
  }

 private:
  const Program& program_;
  const std::vector<std::string>& files_;
  std::map<std::uint64_t, std::uint32_t> known_;
};

}  // namespace

LineTable read_line_table(std::string_view library, const std::vector<std::string>& files) {
  std::map<std::uint64_t, LineTable::Row> rows;
  for_each_program(library, [&](const Program& program) {
    FileNumbers file_of(program, files);
    for (const llvm::DWARFDebugLine::Row& row : program.Rows) {
      const std::uint64_t address = row.Address.Address;
      // The next function may begin where this one ends.
      if (row.EndSequence) rows.try_emplace(address, LineTable::Row{address, LineTable::kNoFile});
      // Line 0 is code that the compiler added to the preceding statement.
      else if (row.Line != 0) rows[address] = {address, file_of(row.File), row.Line, row.Column};
    }
  });
  LineTable table{files, {}};
  for (auto& [address, row] : rows) {
    if (row.file == LineTable::kNoFile) row.line = row.column = 0;
    const LineTable::Row last = table.rows.empty() ? LineTable::Row{0, LineTable::kNoFile} : table.rows.back();
    const bool is_other = row.file != last.file || row.line != last.line || row.column != last.column;
    if (is_other) table.rows.push_back(row);
  }
  return table;
}

}  // namespace quire::compiler
