#include "runtime/load/library_page.h"

#include "runtime/base/file.h"
#include "runtime/fault/call_stack.h"
#include "runtime/fault/crash_log.h"
#include "runtime/fault/exception_text.h"
#include "runtime/load/contained_call.h"

#include <quire/abi_stamp.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>
#include <utility>

namespace quire {

namespace {

/// For constructors of static objects, which may connect to a database.
constexpr std::chrono::seconds kStartTime{30};

std::optional<Error> refusal_of_abi(const PageRecord& record) {
  if (record.abi == kAbiStamp) return std::nullopt;
  return Error{record.page + " was built for another version of Quire (page API " + record.abi + ", this server has " +
               kAbiStamp + "); build the site again"};
}

/// Empty if there is no such file, as in a built site.
LineTable read_lines(const std::string& library) {
  const Result<std::string> bytes = read_file(line_table_path(library));
  return (bytes ? line_table_from_bytes(*bytes) : std::nullopt).value_or(LineTable());
}

/// The same in every worker, whatever the name under which the library is loaded.
std::uint64_t identity_of(const PageRecord& record) {
  return std::hash<std::string>()(record.root + "\n" + record.page + "\n" + record_version(record));
}

}  // namespace

LibraryPage::LibraryPage(PageRecord record, std::shared_ptr<const SharedLibrary> library, const PageEntry* entry)
    : LoadedPage(identity_of(record)),
      record_(std::move(record)),
      version_(record_version(record_)),
      library_(std::move(library)),
      entry_(entry) {
  texts_.reserve(record_.text_sizes.size());
  const char* text = record_.texts.data();
  for (const std::uint32_t size : record_.text_sizes) {
    texts_.push_back({text, size});
    text += size;
  }
}

Result<std::shared_ptr<const LoadedPage>> LibraryPage::load(PageRecord record, const std::string& path) {
  if (std::optional<Error> other = refusal_of_abi(record)) return *std::move(other);
  Result<SharedLibrary> library = SharedLibrary::open(path.substr(0, path.rfind('/') + 1) + record.library);
  if (!library) return library.error();
  return load(std::move(record), std::make_shared<const SharedLibrary>(*std::move(library)));
}

Result<std::shared_ptr<const LoadedPage>> LibraryPage::load(PageRecord record,
                                                            std::shared_ptr<const SharedLibrary> library) {
  if (std::optional<Error> other = refusal_of_abi(record)) return *std::move(other);
  const auto* entry = static_cast<const PageEntry*>(library->symbol(record.entry));
  if (entry == nullptr) return Error{library->path() + " does not export " + record.entry + "; build the page again"};
  if (entry->abi != std::string_view(kAbiStamp) || entry->text_count != record.text_sizes.size())
    return Error{library->path() + " does not match its record; build the page again"};
  const std::shared_ptr<const LibraryPage> page(new LibraryPage(std::move(record), std::move(library), entry));
  if (std::string failure = start(page); !failure.empty()) return Error{std::move(failure)};
  return std::shared_ptr<const LoadedPage>(page);
}

std::string LibraryPage::start(const std::shared_ptr<const LibraryPage>& page) {
  if (page->library_->is_started()) return {};
  if (crashes_too_often(page->start_identity()))
    return "a static object of the page has crashed too often; the page is loaded again when it has changed";
  // A thread that is stopped keeps the page forever.
  return run_contained({[page] { return page->start_library(); }, kStartTime,
                        [page](const Fault& fault) { return page->describe_failed_start(fault); },
                        page->record_.page + ": "});
}

std::string LibraryPage::describe_failed_start(const Fault& fault) const {
  note_crash(start_identity());
  library_->give_up_start();
  return "a static object of the page failed: " + describe_fault(fault) + place_in(fault.calls);
}

std::string LibraryPage::place_in(const CallStack& calls) const {
  for (const CallStack::Call& call : calls)
    if (const auto at = place_of(call.address))
      return " (" + at->file + ":" + std::to_string(at->line) + ":" + std::to_string(at->column) + ")";
  return {};
}

std::string LibraryPage::start_library() const {
  try {
    const NotesThrows notes;
    library_->start();
    return {};
  } catch (...) {
    const ExceptionText thrown = describe_current_exception().front();
    std::string text = "a static object of the page threw `" + thrown.type + "`: " + thrown.message;
    if (const CallStack* calls = calls_of_throw(std::current_exception())) text += place_in(*calls);
    return text;
  }
}

Result<std::shared_ptr<const LoadedPage>> LibraryPage::load(const std::string& path) {
  Result<PageRecord> record = read_page_record(path);
  if (!record) return record.error();
  return load(*std::move(record), path);
}

std::optional<CodePlace> LibraryPage::place(std::uint32_t element) const {
  if (element >= record_.places.size()) return std::nullopt;
  const PagePlace& at = record_.places[element];
  if (at.file >= record_.files.size()) return std::nullopt;
  return CodePlace{record_.files[at.file], at.line, at.column};
}

std::optional<CodePlace> LibraryPage::place_of(const void* address) const {
  const std::optional<std::uint64_t> offset = library_->offset_of(address);
  if (!offset) return std::nullopt;
  std::call_once(lines_are_read_, [&] { lines_ = read_lines(library_->path()); });
  const LineTable::Row* line = lines_.find(*offset);
  if (line == nullptr) return std::nullopt;
  const std::string& file = lines_.files[line->file];
  if (file == record_.unit) {
    const std::optional<PagePlace> at = find_in_page(record_.segments, {line->line, line->column});
    if (!at || at->file >= record_.files.size()) return std::nullopt;
    return CodePlace{record_.files[at->file], at->line, at->column};
  }
  // A header, or if the unit has `#line` directives, a file of the page.
  return CodePlace{site_name(file), line->line, std::max(line->column, 1U)};
}

std::string LibraryPage::site_name(const std::string& path) const {
  const bool is_in_site = !record_.root.empty() && path.starts_with(record_.root + "/");
  return is_in_site ? path.substr(record_.root.size() + 1) : path;
}

}  // namespace quire
