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

/// The report of an error for the author, which error pages and the overlay show alike. It
/// consists of plain text; in messages, code is in backticks.
struct Report {
  /// A line of a source file, with the `marked` part and what is before and after it.
  struct Line {
    std::uint32_t number = 0;
    std::string before;
    std::string marked = {};
    std::string after = {};
    bool hit = false;
  };
  /// An error, or a place in a stack trace.
  struct Item {
    /// `error` or `warning`.
    std::string severity = "error";
    std::string message;
    /// The path to show, and the absolute path; empty if there is no place.
    std::string file;
    std::string path;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::vector<Line> lines;
    /// Such as "included from here".
    std::vector<Item> notes;
  };
  std::string title;
  std::string lead;
  std::vector<Item> items;
  /// What visitors see instead: the path of an error page, and the URL that shows it, which
  /// may be empty. Only on the page, not in the overlay.
  struct Visitors {
    std::string page;
    std::string url;
  };
  Visitors visitors = {};
};
BOOST_DESCRIBE_STRUCT(Report::Line, (), (number, before, marked, after, hit))
BOOST_DESCRIBE_STRUCT(Report::Item, (), (severity, message, file, path, line, column, lines, notes))
BOOST_DESCRIBE_STRUCT(Report, (), (title, lead, items))

/// The absolute path of a file in a diagnostic, which is relative to the site or already
/// absolute.
std::string path_in_site(const std::string& root, const std::string& file);

/// The errors of a page that cannot be built. `root` is the folder of the site, from which the
/// lines around the errors are read.
Report report_of(const PageFailure& failure, const std::string& root);
/// An exception or a fault in a page, and the pages that it passed through.
Report report_of(const RunError& error, const std::string& root);
/// Errors in web.toml because of which the site is not served.
Report report_of(const WebSettings& settings, const std::string& root);
/// A status that does not come from a page, for example 404.
Report report_of_status(int status, std::string_view text);

/// The report as an HTML page for the author, which works without scripts, except that
/// clicking a place opens the editor. `epilogue` is HTML to insert before `</body>`.
std::string report_page(const Report& report, const std::string& epilogue);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_REPORT_H_
