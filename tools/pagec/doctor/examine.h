#ifndef QUIRE_TOOLS_PAGEC_DOCTOR_EXAMINE_H_
#define QUIRE_TOOLS_PAGEC_DOCTOR_EXAMINE_H_

#include "tools/pagec/doctor/finding.h"

#include <cstddef>
#include <string>
#include <vector>

namespace quire::pagec {

using Findings = std::vector<Finding>;

/// Each looks at some parts of the machine and adds what it found. None of them
/// throws, and none changes anything but the cache of precompiled headers.

/// Cores, memory, terminal.
void examine_machine(Findings& findings);
/// Whether that many folders can be watched for changes; 0: how many can.
void examine_watching(Findings& findings, std::size_t folders);
/// What pages are compiled and linked with, and a page that is: made in a
/// folder of its own, and loaded. `cache` as in `find_toolchain`.
void examine_builds(Findings& findings, const std::string& cache);
/// A folder that is written to, or the nearest above it that is there.
/// `loads_libraries`: what is written there is loaded from there.
void examine_folder(Findings& findings, const std::string& subject, const std::string& folder, bool loads_libraries);
/// `paged`, and its usual port.
void examine_server(Findings& findings);
/// Pages and work folder of a webapp or a base folder, a whole path.
void examine_site(Findings& findings, const std::string& folder);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_DOCTOR_EXAMINE_H_
