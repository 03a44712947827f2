// Where each value of a page is printed, which decides how it is escaped
//
// The literal text of a page is followed through the syntax of HTML, and through whatever
// JavaScript, CSS and URLs are in it (compiler/html). At each printed value, the place
// is stored in its node, and the emitter names it in the code. Since the text between two
// values depends on which way the page's code took, the statements of scriptlets are
// followed as well (`read_flow`): a branch is followed once for each arm, and where the
// arms meet, they must have reached the same place, or places in which values are escaped
// alike (`HtmlContext::join`). The body of a loop must end where it began. So there is one
// place for each value, whatever happens at run time; a page where there is not gets an
// error.
//
// Tag files, fragments and bodies of tags run where they are called. A tag file says by
// `context` in which kind of place that is, and ends where it began. The content of a
// tag is followed from the place in which the tag file runs it, so tag files are followed
// before their callers. What a page captures begins and ends in text.

#include "compiler/check/flow.h"
#include "compiler/check/passes.h"
#include "compiler/check/place_walker.h"

namespace quire::compiler {

void choose_places(Page& page, const SourceSet& sources, Sink& sink) {
  PlaceChooser chooser(page, sources, sink);
  for (std::size_t file = 0; file < page.tag_files.size(); ++file) chooser.tag(file);
  chooser.page();
}

const TagPlaces& PlaceChooser::tag(std::size_t file) {
  TagPlaces& places = tags_[file];
  if (places.is_followed) return places;
  // A tag that uses itself ends as it starts, which is checked when its own end is reached.
  places.is_followed = true;
  Page& tag_file = root_.tag_files[file];
  PlaceWalker walker(*this, tag_file, places);
  walker.walk_tag(tag_start(tag_file));
  return places;
}

void PlaceChooser::page() {
  TagPlaces unused;
  PlaceWalker walker(*this, root_, unused);
  if (!root_.settings.layout_file) return walker.walk_page(start());
  const TagPlaces& layout = tag(*root_.settings.layout_file);
  walker.walk_content(layout.body ? layout.body->html : start());
}

HtmlContext PlaceChooser::start() const {
  return HtmlContext(document_kind(root_.settings.content_type), &root_.settings.group.attributes);
}

/// A place of the kind that the tag file declares.
HtmlContext PlaceChooser::tag_start(const Page& tag_file) const {
  const std::string& context = tag_file.tag.context;
  const std::string_view before = context == "attribute" ? "<p title=\""
                                  : context == "url"     ? "<a href=\""
                                  : context == "script"  ? "<script>"
                                  : context == "style"   ? "<style>"
                                                         : "";
  if (before.empty()) return start();
  HtmlContext html(DocumentKind::kHtml, &root_.settings.group.attributes);
  html.advance(before, 0);
  return html;
}

}  // namespace quire::compiler
