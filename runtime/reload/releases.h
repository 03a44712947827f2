#ifndef QUIRE_RUNTIME_RELOAD_RELEASES_H_
#define QUIRE_RUNTIME_RELOAD_RELEASES_H_

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace quire {

// A site that several servers share is in a folder that all of them see, for example on NFS:
//
//   releases/NAME/   outputs of `pagec build`; a release never changes
//   current          a symbolic link to the one that is served
//   next             the same for the one that is about to be, while it is deployed
//   nodes/NAME.json  what each server says about itself
//
// `paged deploy` adds a release and sets `next`; each server reads the whole release, and says so. Then `current` is
// replaced, and each server changes to it without losing a request.

inline constexpr char kReleases[] = "releases";
inline constexpr char kCurrent[] = "current";
inline constexpr char kNext[] = "next";
inline constexpr char kNodes[] = "nodes";

/// Whether a folder has that form.
bool has_releases(const std::string& folder);
/// The name of the release that a link in the folder refers to; empty if there is none.
std::string release_at(const std::string& folder, const std::string& link);
/// Makes the link refer to a release, at once for all who look. Throws `std::runtime_error`.
void point_at(const std::string& folder, const std::string& link, const std::string& release);

/// What a server says about a site.
struct NodeReport {
  /// The name of the release that it serves.
  std::string serves;
  /// The one that it has read, and is ready to serve.
  std::string prepared;
  /// Why it cannot serve `prepared`; empty if it can.
  std::string error;
  /// Counts up while the server lives, since the clocks of machines differ.
  std::uint64_t beat = 0;
};
BOOST_DESCRIBE_STRUCT(NodeReport, (), (serves, prepared, error, beat))

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_RELEASES_H_
