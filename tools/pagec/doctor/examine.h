#ifndef QUIRE_TOOLS_PAGEC_DOCTOR_EXAMINE_H_
#define QUIRE_TOOLS_PAGEC_DOCTOR_EXAMINE_H_

#include "tools/pagec/doctor/finding.h"

#include <cstddef>
#include <string>
#include <vector>

namespace quire::pagec {

using Findings = std::vector<Finding>;

/// Each function examines a part of the machine and adds its findings. They do not
/// throw, and change nothing except the cache of precompiled headers.

/// Cores, memory, terminal.
void examine_machine(Findings& findings);
/// Whether `folders` folders can be watched for changes; with 0, only the limit.
void examine_watching(Findings& findings, std::size_t folders);
/// The files that pages are compiled and linked with, and a test page that is built
/// in a temporary folder and loaded. `cache` is as in `find_toolchain`.
void examine_builds(Findings& findings, const std::string& cache);
/// A folder that is written to, or its nearest existing parent. `loads_libraries`:
/// libraries are loaded from it.
void examine_folder(Findings& findings, const std::string& subject, const std::string& folder, bool loads_libraries);
/// `paged`, and its default port.
void examine_server(Findings& findings);
/// Pages and work folder of a web application or base folder, an absolute path.
void examine_site(Findings& findings, const std::string& folder);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_DOCTOR_EXAMINE_H_
