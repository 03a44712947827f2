#include "compiler/make/prelude.h"

#include "compiler/clang/clang_frontend.h"
#include "compiler/process/file_lock.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <optional>
#include <stdexcept>
#include <vector>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

// What a page has from the start, and what parts of the page language need.
constexpr const char* kThinHeader =
    "#include <quire/page.h>\n"
    "#include <quire/bean.h>\n#include <quire/el.h>\n#include <quire/element.h>\n#include <quire/error_report.h>\n"
    "#include <quire/page_url.h>\n#include <quire/param.h>\n#include <quire/slot.h>\n#include <quire/tag.h>\n";
// Neither iostream, regex, format nor filesystem: they cost every page more
// than they save those that use them.
constexpr const char* kStdHeader =
    "#include <algorithm>\n#include <array>\n#include <chrono>\n#include <cmath>\n#include <cstdint>\n"
    "#include <functional>\n#include <map>\n#include <memory>\n#include <numeric>\n#include <optional>\n#include "
    "<set>\n"
    "#include <string>\n#include <string_view>\n#include <tuple>\n#include <unordered_map>\n#include <utility>\n"
    "#include <vector>\n"
    // They are instantiated in libquire.
    "extern template class std::vector<std::string>;\n"
    "extern template class std::map<std::string, std::string>;\n";

std::string hash_of(const Toolchain& toolchain, const std::vector<FileStamp>& headers) {
  std::string text = toolchain.fingerprint;
  for (const FileStamp& header : headers) text += header.hash;
  return content_hash(text);
}

/// The prelude that stands in the cache, if every header still has its content.
std::optional<Prelude> cached(const Toolchain& toolchain, const std::string& stem) {
  const Result<std::string> list = read_file(stem + ".json");
  if (!list || !fs::exists(stem + ".pch")) return std::nullopt;
  boost::system::error_code error;
  const json::value parsed = json::parse(*list, error);
  if (error || !parsed.is_object()) return std::nullopt;
  // One that a full disk or a power cut left short is made anew.
  if (parsed.at("size").to_number<std::uint64_t>() != fs::file_size(stem + ".pch")) return std::nullopt;
  std::vector<FileStamp> headers;
  for (const json::value& entry : parsed.at("headers").as_array()) {
    headers.push_back(stamp_from_json(entry.as_object()));
    if (!is_unchanged(headers.back())) return std::nullopt;
  }
  return Prelude{stem + ".pch", hash_of(toolchain, headers)};
}

Prelude make(const Toolchain& toolchain, const std::string& stem, const std::string& text) {
  const std::string header = stem + ".h";
  write_file(header, text);
  const std::string temporary = temporary_beside(stem);
  std::string failure;
  const auto made = precompile(toolchain, {header, temporary}, failure);
  if (!made) {
    fs::remove(temporary);
    throw std::runtime_error("cannot precompile " + header + ":\n" + failure);
  }
  json::array list;
  for (const FileStamp& stamp : made->headers) list.push_back(to_json(stamp));
  const json::object description = {{"size", fs::file_size(temporary)}, {"headers", std::move(list)}};
  // First no list, then the new header, then its list: never a list of another.
  fs::remove(stem + ".json");
  fs::rename(temporary, stem + ".pch");
  write_file(stem + ".json", json::serialize(description));
  return {stem + ".pch", hash_of(toolchain, made->headers)};
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
  return make(toolchain, stem, text);
}

PreludeKind prelude_for(const CppUnit& unit) { return unit.imports_std ? PreludeKind::kStd : PreludeKind::kThin; }

}  // namespace quire::compiler
