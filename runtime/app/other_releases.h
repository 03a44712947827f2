#ifndef QUIRE_RUNTIME_APP_OTHER_RELEASES_H_
#define QUIRE_RUNTIME_APP_OTHER_RELEASES_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace quire {

class DiskFiles;

/// The releases of a site beside the one that is served: while servers change from one to the next, pages of both are
/// shown, and their assets may be asked of any server. Thread-safe.
class OtherReleases {
 public:
  /// `folder` contains a folder for each release; `own` is the path of the one that is served.
  OtherReleases(std::string folder, std::string own);
  ~OtherReleases();

  /// The release in which the file has a content whose hash begins with `version`; null if there is none. Valid as long
  /// as this object.
  const DiskFiles* with_version(const std::string& path, std::string_view version) const;

 private:
  const std::string folder_;
  const std::string own_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<const DiskFiles>> opened_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_OTHER_RELEASES_H_
