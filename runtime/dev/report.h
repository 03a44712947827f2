#ifndef QUIRE_RUNTIME_DEV_REPORT_H_
#define QUIRE_RUNTIME_DEV_REPORT_H_

#include "runtime/load/page_source.h"
#include "runtime/page/run_error.h"
#include "runtime/protocol/web_toml.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// What the author is told of an error, in the browser: error pages and the
/// overlay show the same report. All of it is plain text; in messages, code
/// stands between backticks.
struct Report {
  /// A line of a source; `marked` is what is meant, between the rest of it.
  struct Line {
    std::uint32_t number = 0;
    std::string before;
    std::string marked = {};
    std::string after = {};
    bool hit = false;
  };
  /// One mistake, or one place of a stack.
  struct Item {
    /// `error` or `warning`.
    std::string severity = "error";
    std::string message;
    /// For people, and the whole path; empty where there is no place.
    std::string file;
    std::string path;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::vector<Line> lines;
    /// As in "included from here".
    std::vector<Item> notes;
  };
  std::string title;
  std::string lead;
  std::vector<Item> items;
};
BOOST_DESCRIBE_STRUCT(Report::Line, (), (number, before, marked, after, hit))
BOOST_DESCRIBE_STRUCT(Report::Item, (), (severity, message, file, path, line, column, lines, notes))
BOOST_DESCRIBE_STRUCT(Report, (), (title, lead, items))

/// The whole path of a file as errors name it: within the site, or whole
/// already.
std::string path_in_site(const std::string& root, const std::string& file);

/// The mistakes of a page that cannot be built. `root` is the folder of the
/// site: lines around the mistakes are read there, as they are now.
Report report_of(const PageFailure& failure, const std::string& root);
/// What a page threw, or the fault it met, and the pages that it came through.
Report report_of(const RunError& error, const std::string& root);
/// What is wrong in the site's web.toml, for which nothing of it is served.
Report report_of(const WebSettings& settings, const std::string& root);
/// A status that no page made, as 404.
Report report_of_status(int status, std::string_view text);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_REPORT_H_
