#ifndef QUIRE_COMPILER_ASSEMBLE_PARAMETERS_H_
#define QUIRE_COMPILER_ASSEMBLE_PARAMETERS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

#include <vector>

namespace quire::compiler {

/// A param directive: a typed parameter of the request.
void read_param(const Node& directive, Page& page, Sink& sink);
/// An argument directive: what C++ callers give to the page.
void read_argument(const Node& directive, Page& page, Sink& sink);

/// Reads `type`, `default`, `min` and `max`, as far as they are there. Types of
/// JSP, as `java.lang.String`, mean those of C++ that stand for them. Reports
/// values that a number or `bool` cannot have.
void read_type(const Node& directive, Parameter& parameter, Sink& sink);

/// Adds it, unless its name is taken already, which is reported.
void add_parameter(Parameter parameter, std::vector<Parameter>& parameters, const char* what, Sink& sink);

/// Reports a text that the type, where it is a number or `bool`, cannot have;
/// `type` is as C++ has it.
void check_typed_text(const Attribute& attribute, std::string_view type, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_PARAMETERS_H_
