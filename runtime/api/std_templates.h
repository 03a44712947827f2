#ifndef QUIRE_RUNTIME_API_STD_TEMPLATES_H_
#define QUIRE_RUNTIME_API_STD_TEMPLATES_H_

/// What `std_templates.cpp` instantiates for pages. Every other file of the library includes this: a copy of its own
/// would hide the exported one.

#include <map>
#include <string>
#include <vector>

extern template class std::vector<std::string>;
extern template class std::map<std::string, std::string>;

#endif  // QUIRE_RUNTIME_API_STD_TEMPLATES_H_
