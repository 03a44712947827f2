#include "compiler/lex/token.h"

namespace quire::compiler {
namespace {

constexpr const char* kDumpNames[] = {
#define QUIRE_TOKEN(name, dump_name) dump_name,
#include "compiler/lex/token_kind.def"
};

std::string place(std::uint32_t offset, const SourceFile& file) {
  const LineColumn at = file.line_column(offset);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

}  // namespace

std::string unescaped(Span span, const RareVector<Escape>& escapes, const SourceSet& sources) {
  const std::string_view bytes = sources.file(span.file).bytes();
  std::string result;
  std::size_t begin = span.begin;
  for (const Escape& escape : escapes) {
    result += bytes.substr(begin, escape.begin - begin);
    result += escape.text;
    begin = escape.end;
  }
  result += bytes.substr(begin, span.end - begin);
  return result;
}

RareVector<Escape> dropped_bytes(const RareVector<std::uint32_t>& offsets) {
  RareVector<Escape> escapes;
  for (const std::uint32_t offset : offsets) escapes.push_back({offset, offset + 1, {}});
  return escapes;
}

std::string quote_for_dump(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') result += "\\n";
    else if (c == '\r') result += "\\r";
    else if (c == '\t') result += "\\t";
    else if (c == '"' || c == '\\') (result += '\\') += c;
    else if (byte < 0x20 || byte == 0x7F)
      ((result += "\\x") += "0123456789ABCDEF"[byte >> 4]) += "0123456789ABCDEF"[byte & 0xF];
    else result += c;
  }
  return result += '"';
}

std::string dump(const TokenBuffer& buffer, const SourceSet& sources) {
  const SourceFile& file = sources.file(buffer.file);
  std::string result;
  for (const Token& token : buffer.tokens) {
    result += kDumpNames[static_cast<std::size_t>(token.kind)];
    result += " " + place(token.span.begin, file) + "-" + place(token.span.end, file) + " ";
    result += quote_for_dump(unescaped(token, sources)) + "\n";
  }
  return result;
}

}  // namespace quire::compiler
