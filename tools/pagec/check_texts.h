#ifndef QUIRE_TOOLS_PAGEC_CHECK_TEXTS_H_
#define QUIRE_TOOLS_PAGEC_CHECK_TEXTS_H_

#include "runtime/protocol/checked_text.h"
#include "tools/pagec/report.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace quire {
class IcuLibrary;
}

namespace quire::pagec {

/// Judges what the translation of single pages cannot: messages and bundles, the names of locales and time zones, the
/// patterns of formats, and which other sites are imported from. What needs ICU is not judged where its library is not
/// installed.
class TextChecks {
 public:
  explicit TextChecks(Report& report);
  ~TextChecks();
  TextChecks(const TextChecks&) = delete;
  TextChecks& operator=(const TextChecks&) = delete;

  /// Reports what is wrong with the texts of a page.
  void add(const std::string& root, const std::string& page, const std::vector<CheckedText>& texts);
  /// Reports what is wrong with the bundles of all sites; for sites of which each page was added, also bundles that
  /// nobody uses.
  void finish(const std::set<std::string>& whole_sites);

 private:
  struct Site;

  Site& site(const std::string& root);
  std::string mistake(Site& site, const CheckedText& text);
  /// Null if it is not installed.
  const IcuLibrary* icu();

  Report& report_;
  std::map<std::string, std::unique_ptr<Site>> sites_;
  const IcuLibrary* icu_ = nullptr;
  bool has_looked_for_icu_ = false;
};

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_CHECK_TEXTS_H_
