#ifndef QUIRE_COMPILER_MAKE_STORED_HEADER_H_
#define QUIRE_COMPILER_MAKE_STORED_HEADER_H_

#include "compiler/clang/clang_frontend.h"

#include <optional>
#include <string>

namespace quire::compiler {

// Precompiled headers on disk: the text `<stem>.h`, Clang's output `<stem>.pch`, and `<stem>.json`,
// which lists the headers that it includes.

/// Returns nullopt unless it is complete and its headers are unchanged.
std::optional<PrecompiledHeader> find_stored_header(const std::string& stem);

/// Precompiles `text`, on top of what `options` names. Returns nullopt, with Clang's
/// messages in `failure`, if Clang reports errors. Throws `std::exception` if the files
/// cannot be written.
std::optional<PrecompiledHeader> store_header(const Toolchain& toolchain, const std::string& stem,
                                              const std::string& text, PrecompileOptions options, std::string& failure);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_STORED_HEADER_H_
