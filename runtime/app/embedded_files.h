#ifndef QUIRE_RUNTIME_APP_EMBEDDED_FILES_H_
#define QUIRE_RUNTIME_APP_EMBEDDED_FILES_H_

#include "runtime/app/site_files.h"

#include <quire/embedded.h>

#include <string>

namespace quire {

/// The files of a webapp that is part of the program.
class EmbeddedFiles final : public SiteFiles {
 public:
  /// `site` must outlive this.
  explicit EmbeddedFiles(const EmbeddedSite& site) : site_(site), root_(site.name) {}

  const std::string& root() const override { return root_; }
  Kind kind_of(const std::string& path) const override;
  Result<std::shared_ptr<const StaticFile>> open(const std::string& path) const override;
  /// Always the same.
  FileLook look_at_settings() const override { return {}; }
  WebSettings read_settings() const override { return parse_web_settings(site_.settings); }
  std::string real_path(const std::string& path) const override;

 private:
  const EmbeddedSite& site_;
  const std::string root_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_EMBEDDED_FILES_H_
