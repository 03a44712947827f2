# Writes OUTPUT, a C++ file that contains FILES (separated by `|`) and defines the
# table of runtime/dev/client_files.h: programs read none of them at run time.
#   cmake -DOUTPUT=x.cpp -DFILES=a.js|b.css -P EmbedFiles.cmake
string(REPLACE "|" ";" files "${FILES}")
set(arrays "")
set(table "")
set(number 0)
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" bytes HEX)
  file(SHA256 "${file}" hash)
  string(SUBSTRING "${hash}" 0 16 hash)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char kFile${number}[] = {\n${bytes}};\n")
  string(APPEND table "    {\"${name}\", {kFile${number}, sizeof kFile${number}}, \"\\\"${hash}\\\"\"},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}" "// Made from runtime/dev/client/ by tools/cmake/EmbedFiles.cmake.
#include \"runtime/dev/client_files.h\"

namespace quire {
namespace {
${arrays}
constexpr ClientFile kFiles[] = {
${table}};
}  // namespace

std::span<const ClientFile> client_files() { return kFiles; }
}  // namespace quire
")
