#include "compiler/make/prelude.h"

#include "compiler/make/stored_header.h"
#include "compiler/process/file_lock.h"
#include "runtime/base/content_hash.h"

#include <boost/filesystem.hpp>

#include <optional>
#include <stdexcept>
#include <vector>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

// What every page can use, and what some parts of the page language need.
constexpr const char* kThinHeader =
    "#include <quire/page.h>\n"
    "#include <quire/bean.h>\n#include <quire/core_link.h>\n#include <quire/core_loop.h>\n"
    "#include <quire/el.h>\n#include <quire/element.h>\n#include "
    "<quire/error_report.h>\n#include <quire/form.h>\n#include <quire/format.h>\n#include "
    "<quire/functions.h>\n#include <quire/json.h>\n"
    "#include <quire/page_url.h>\n#include <quire/param.h>\n#include <quire/slot.h>\n#include <quire/tag.h>\n";
// Without iostream, regex, format and filesystem: they would cost every page more than they save in
// the pages that use them.
constexpr const char* kStdHeader =
    "#include <algorithm>\n#include <array>\n#include <chrono>\n#include <cmath>\n#include <cstdint>\n"
    "#include <functional>\n#include <map>\n#include <memory>\n#include <numeric>\n#include <optional>\n#include "
    "<set>\n"
    "#include <string>\n#include <string_view>\n#include <tuple>\n#include <unordered_map>\n#include <utility>\n"
    "#include <vector>\n"
    // These are instantiated in libquire.
    "extern template class std::vector<std::string>;\n"
    "extern template class std::map<std::string, std::string>;\n";

std::string hash_of(const Toolchain& toolchain, const std::vector<FileStamp>& headers) {
  std::string text = toolchain.fingerprint;
  for (const FileStamp& header : headers) text += header.hash;
  return content_hash(text);
}

/// The prelude in the cache, if it is up to date.
std::optional<Prelude> cached(const Toolchain& toolchain, const std::string& stem) {
  const auto stored = find_stored_header(stem);
  return stored ? std::optional(Prelude{stem + ".pch", hash_of(toolchain, stored->headers)}) : std::nullopt;
}

}  // namespace

Prelude find_prelude(const Toolchain& toolchain, PreludeKind kind) {
  const std::string name = kind == PreludeKind::kThin ? "thin" : "std";
  const std::string text = kind == PreludeKind::kThin ? kThinHeader : std::string(kThinHeader) + kStdHeader;
  const std::string stem = toolchain.cache_dir + "/" + name + "-" + content_hash(toolchain.fingerprint + text);
  if (auto prelude = cached(toolchain, stem)) return *std::move(prelude);
  fs::create_directories(toolchain.cache_dir);
  const FileLock lock(stem + ".lock");
  if (auto prelude = cached(toolchain, stem)) return *std::move(prelude);
  std::string failure;
  const auto made = store_header(toolchain, stem, text, {}, failure);
  if (!made) throw std::runtime_error("cannot precompile " + stem + ".h:\n" + failure);
  return {stem + ".pch", hash_of(toolchain, made->headers)};
}

PreludeKind prelude_for(const CppUnit& unit) { return unit.imports_std ? PreludeKind::kStd : PreludeKind::kThin; }

}  // namespace quire::compiler
