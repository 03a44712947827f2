// Instantiated here once, instead of in every page that uses them: the `std` prelude declares them
// `extern`. With the standard library's assertions, because pages in development call these
// instances rather than their own.
#define _GLIBCXX_ASSERTIONS 1

#include <map>
#include <string>
#include <vector>

template class std::vector<std::string>;
template class std::map<std::string, std::string>;
