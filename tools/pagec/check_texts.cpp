#include "tools/pagec/check_texts.h"

#include "runtime/api/format/icu_library.h"
#include "runtime/base/near_name.h"
#include "runtime/protocol/web_toml.h"
#include "tools/pagec/check_messages.h"

#include <exception>
#include <string_view>

namespace quire::pagec {

namespace {

std::string mistake_of_zone(const IcuLibrary& icu, const std::string& zone) {
  if (icu.is_zone(zone)) return {};
  const std::vector<std::string> names = icu.zone_names();
  // Nobody means another offset than that which is written.
  const bool is_name = zone.find_first_of("0123456789") == std::string::npos;
  const std::string_view near =
      is_name ? near_name(zone, std::vector<std::string_view>(names.begin(), names.end())) : std::string_view();
  return "`" + zone + "` is not a time zone; " +
         (near.empty() ? "it is for example `Europe/Berlin`, `UTC` or `GMT+2`"
                       : "did you mean `" + std::string(near) + "`?");
}

std::string mistake_of_pattern(const IcuLibrary& icu, const CheckedText& text) {
  std::string error;
  const bool is_good =
      text.kind == TextKind::kNumberPattern
          ? icu.format_number({.locale = "en", .pattern = text.text}, 1LL, error).has_value()
          : icu.format_date({.locale = "en", .pattern = text.text, .zone = "UTC"}, 0, error).has_value();
  return is_good ? "" : error;
}

std::string mistake_of_import(const WebSettings::Imports& imports, const std::string& text) {
  std::string why;
  const auto url = SiteUrl::parse(text, why);
  // What cannot be a URL is reported by the translation.
  return !url || imports.allows(*url) ? "" : "`" + text + "` " + imports.refusal_of(*url);
}

}  // namespace

struct TextChecks::Site {
  explicit Site(const std::string& root) : settings(read_web_settings(root)), bundles(root, settings.format.bundle) {}

  WebSettings settings;
  SiteBundles bundles;
};

TextChecks::TextChecks(Report& report) : report_(report) {}
TextChecks::~TextChecks() = default;

void TextChecks::add(const std::string& root, const std::string& page, const std::vector<CheckedText>& texts) {
  std::vector<ReportedDiagnostic> mistakes;
  for (const CheckedText& text : texts)
    if (const std::string wrong = mistake(site(root), text); !wrong.empty()) mistakes.push_back(text.with(wrong));
  report_.add(page, mistakes);
}

std::string TextChecks::mistake(Site& site, const CheckedText& text) {
  switch (text.kind) {
    case TextKind::kMessage:
      return site.bundles.mistake_of_message(text);
    case TextKind::kBundle:
      return site.bundles.mistake_of_bundle(text);
    case TextKind::kImport:
      return mistake_of_import(site.settings.imports, text.text);
    case TextKind::kLocale:
      if (icu() == nullptr || icu()->is_locale(text.text)) return {};
      return "`" + text.text + "` is not a locale; it is for example `de` or `de_CH`";
    case TextKind::kTimeZone:
      return icu() == nullptr ? "" : mistake_of_zone(*icu(), text.text);
    case TextKind::kNumberPattern:
    case TextKind::kDatePattern:
      break;
  }
  return icu() == nullptr ? "" : mistake_of_pattern(*icu(), text);
}

void TextChecks::finish(const std::set<std::string>& whole_sites) {
  for (const std::string& root : whole_sites) site(root);
  for (auto& [root, site] : sites_) {
    report_.add({}, site->bundles.mistakes_in_files(icu()));
    // A page with errors may not have said what it uses.
    if (whole_sites.contains(root) && report_.errors() == 0) report_.add({}, site->bundles.unused());
  }
}

TextChecks::Site& TextChecks::site(const std::string& root) {
  std::unique_ptr<Site>& found = sites_[root];
  if (!found) found = std::make_unique<Site>(root);
  return *found;
}

const IcuLibrary* TextChecks::icu() {
  if (has_looked_for_icu_) return icu_;
  has_looked_for_icu_ = true;
  try {
    icu_ = &icu_library();
  } catch (const std::exception&) {
    // The package is optional; `pagec doctor` and the server say what is missing.
  }
  return icu_;
}

}  // namespace quire::pagec
