#include <quire/trusted.h>

#include "runtime/api/escape/layer.h"
#include "runtime/api/escape/part.h"

namespace quire {

namespace {

void put_raw(Writer& out, const Place& place, std::string_view text) {
  detail::Layer layer(out, place.within);
  layer.put(text);
  layer.finish();
}

}  // namespace

void print(Writer& out, const Html& html) { out.raw(html.text()); }

void print(Writer& out, const TrustedText& text) { out.escape_html(text.text()); }

void print_in(Writer& out, const Place& place, const Html& html) {
  detail::Layer layer(out, place.within);
  switch (place.part) {
    case Part::kText:
      return put_raw(out, place, html.text());
    case Part::kRcdata:
      detail::put_rcdata_of_html(layer, html.text());
      break;
    case Part::kAttribute:
      detail::put_text_of_html(layer, html.text());
      break;
    case Part::kPlain:
      if (place.within == Within::kUnquoted) {
        layer.keep_references();
        detail::put_text_of_html(layer, html.text());
        break;
      }
      [[fallthrough]];
    default:
      return print_in(out, place, html.text());
  }
  layer.finish();
}

void print_in(Writer& out, const Place& place, const Url& url) {
  detail::Layer layer(out, place.within);
  switch (place.part) {
    case Part::kUrlStart:
    case Part::kCodeUrlStart:
      detail::put_url_start(layer, place, url.text(), true);
      break;
    case Part::kUrlPath:
    case Part::kUrlQuery:
    case Part::kCodeUrlPath:
      detail::put_trusted_url(layer, url.text());
      break;
    case Part::kSrcset:
    case Part::kSrcsetUrl:
      detail::put_srcset_url(layer, url.text());
      break;
    default:
      return print_in(out, place, url.text());
  }
  layer.finish();
}

void print_in(Writer& out, const Place& place, const Js& code) {
  if (place.part == Part::kJs) put_raw(out, place, code.text());
  else print_in(out, place, code.text());
}

void print_in(Writer& out, const Place& place, const Css& css) {
  if (place.part == Part::kCss) put_raw(out, place, css.text());
  else print_in(out, place, css.text());
}

void print_in(Writer& out, const Place& place, const Attr& attributes) {
  if (place.part == Part::kAttributeName) put_raw(out, place, attributes.text());
  else print_in(out, place, attributes.text());
}

}  // namespace quire
