#include "compiler/link/line_table.h"

#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDebugLine.h>
#include <llvm/Demangle/Demangle.h>
#include <llvm/Object/ObjectFile.h>
#include <llvm/Support/MemoryBuffer.h>

#include <algorithm>
#include <map>
#include <memory>

namespace quire::compiler {

namespace {

using Program = llvm::DWARFDebugLine::LineTable;

/// Malformed tables count as empty.
void ignore(llvm::Error error) { llvm::consumeError(std::move(error)); }

/// An object or library; null if it is malformed.
std::unique_ptr<llvm::object::ObjectFile> open_object(std::string_view bytes) {
  auto file = llvm::object::ObjectFile::createObjectFile(llvm::MemoryBufferRef(bytes, "object"));
  if (file) return std::move(*file);
  ignore(file.takeError());
  return nullptr;
}

/// Calls `use` for each line table, one per unit.
template <class Use>
void for_each_program(const llvm::object::ObjectFile& file, const Use& use) {
  using Relocations = llvm::DWARFContext::ProcessDebugRelocations;
  const auto context = llvm::DWARFContext::create(
      file, file.isRelocatableObject() ? Relocations::Process : Relocations::Ignore, nullptr, "", ignore, ignore);
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

/// The first reference to a symbol from code, or from data if there is none from code.
std::optional<llvm::object::SectionedAddress> first_reference(const llvm::object::ObjectFile& file,
                                                              const std::string& symbol, bool& is_referenced) {
  std::optional<llvm::object::SectionedAddress> first;
  for (const llvm::object::SectionRef& relocations : file.sections()) {
    auto target = relocations.getRelocatedSection();
    if (!target) {
      ignore(target.takeError());
      continue;
    }
    for (const llvm::object::RelocationRef& relocation : relocations.relocations()) {
      if (relocation.getSymbol() == file.symbol_end()) continue;
      llvm::Expected<llvm::StringRef> name = relocation.getSymbol()->getName();
      if (!name) ignore(name.takeError());
      else if (llvm::demangle(*name) == symbol) {
        is_referenced = true;
        if ((*target)->isText() && !first) first = {relocation.getOffset(), (*target)->getIndex()};
      }
    }
  }
  return first;
}

}  // namespace

std::optional<SymbolUse> find_use(std::string_view object, const std::string& symbol) {
  const auto file = open_object(object);
  bool is_referenced = false;
  const auto address = file ? first_reference(*file, symbol, is_referenced) : std::nullopt;
  if (!is_referenced) return std::nullopt;
  SymbolUse use;
  if (!address) return use;
  for_each_program(*file, [&](const Program& program) {
    const std::uint32_t index = program.lookupAddress(*address);
    if (index == program.UnknownRowIndex || !use.file.empty()) return;
    const llvm::DWARFDebugLine::Row& row = program.Rows[index];
    using Kind = llvm::DILineInfoSpecifier::FileLineInfoKind;
    if (program.getFileNameByIndex(row.File, "", Kind::AbsoluteFilePath, use.file)) {
      use.line = row.Line;
      use.column = row.Column;
    }
  });
  return use;
}

LineTable read_line_table(std::string_view library, const std::vector<std::string>& files) {
  std::map<std::uint64_t, LineTable::Row> rows;
  const auto object = open_object(library);
  if (object == nullptr) return {files, {}};
  for_each_program(*object, [&](const Program& program) {
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
