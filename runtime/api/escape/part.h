#ifndef QUIRE_ESCAPE_PART_H_
#define QUIRE_ESCAPE_PART_H_

/// The escapers of the parts of a page, a file per language. Each writes a value so that it cannot
/// end or change the part that it is in, whatever bytes it has.

#include <string_view>

namespace quire {
enum class Part : unsigned char;
struct Place;
}  // namespace quire

namespace quire::detail {

class Layer;

// HTML: `markup.cpp`.

/// Text after which a `<` may stand: the value cannot continue a tag.
void put_rcdata(Layer& layer, std::string_view text);
void put_comment(Layer& layer, std::string_view text);
/// HTML as text that shows the tags.
void put_rcdata_of_html(Layer& layer, std::string_view html);
/// The text of HTML, without tags and comments, with its references.
void put_text_of_html(Layer& layer, std::string_view html);

// Attribute names: `name.cpp`. Each throws `std::logic_error` if the value is not valid.

void put_attributes(Layer& layer, std::string_view text);
void put_name_part(Layer& layer, std::string_view text);
void put_heading(Layer& layer, std::string_view text);

// URLs: `url.cpp`.

void put_url_scheme(Layer& layer, std::string_view text);
/// If `is_trusted`, the scheme and the origin are not checked.
void put_url_start(Layer& layer, const Place& place, std::string_view text, bool is_trusted);
void put_url_path(Layer& layer, std::string_view text);
void put_url_query(Layer& layer, std::string_view text);
/// A URL, or a part of one, that is not checked.
void put_trusted_url(Layer& layer, std::string_view text);
void put_srcset(Layer& layer, std::string_view text);
/// Like a path, but commas are encoded too.
void put_srcset_url(Layer& layer, std::string_view text);
void put_meta_refresh(Layer& layer, const Place& place, std::string_view text);

// JavaScript: `js.cpp`.

/// A string of JavaScript and JSON with its quotes.
void put_json_string(Layer& layer, std::string_view text);
/// The key of an entry of an object in JavaScript or JSON, and its colon.
void put_json_key(Layer& layer, Part part, std::string_view key);
void put_js_string_part(Layer& layer, std::string_view text);
void put_js_regexp(Layer& layer, std::string_view text);

// CSS: `css.cpp`.

void put_css_value(Layer& layer, std::string_view text);
void put_css_string_part(Layer& layer, std::string_view text);
void put_css_string_start(Layer& layer, std::string_view text);

}  // namespace quire::detail

#endif  // QUIRE_ESCAPE_PART_H_
