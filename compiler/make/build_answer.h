#ifndef QUIRE_COMPILER_MAKE_BUILD_ANSWER_H_
#define QUIRE_COMPILER_MAKE_BUILD_ANSWER_H_

#include <boost/json/object.hpp>

#include <string>

namespace quire::compiler {

/// The answer for a build that came to no end of its own.
boost::json::object failed_build(const std::string& page, const std::string& sentence);

/// As diagnostics name the page: without its first slash.
std::string site_name(const std::string& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_BUILD_ANSWER_H_
