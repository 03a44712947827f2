#include "compiler/make/stored_header.h"

#include "runtime/base/file.h"
#include "runtime/protocol/json_text.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

/// `<stem>.json`.
struct Description {
  std::uint64_t size = 0;
  PrecompiledHeader header;
};
BOOST_DESCRIBE_STRUCT(Description, (), (size, header))

}  // namespace

std::optional<PrecompiledHeader> find_stored_header(const std::string& stem) {
  auto stored = read_json_file<Description>(stem + ".json");
  boost::system::error_code error;
  // A full disk or a power failure may have truncated it.
  if (!stored || fs::file_size(stem + ".pch", error) != stored->size || error) return std::nullopt;
  if (!std::ranges::all_of(stored->header.headers, is_unchanged)) return std::nullopt;
  return std::move(stored->header);
}

std::optional<PrecompiledHeader> store_header(const Toolchain& toolchain, const std::string& stem,
                                              const std::string& text, PrecompileOptions options,
                                              std::string& failure) {
  options.header = stem + ".h";
  options.output = temporary_beside(stem);
  write_file(options.header, text);
  auto made = precompile(toolchain, options, failure);
  if (!made) {
    fs::remove(options.output);
    return std::nullopt;
  }
  const std::string description = to_json(Description{fs::file_size(options.output), *made});
  // The old description must never describe the new header.
  fs::remove(stem + ".json");
  fs::rename(options.output, stem + ".pch");
  write_file(stem + ".json", description);
  return made;
}

}  // namespace quire::compiler
