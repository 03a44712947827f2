// /plain.page, translated by pagec: edit the page, not this file.
#pragma GCC diagnostic ignored "-Wshadow"
#include <quire/page.h>
#include <quire/embedded.h>
#include <quire/standalone.h>

#ifndef QUIRE_PAGES_8e2de1c29068a588_H_
#define QUIRE_PAGES_8e2de1c29068a588_H_
namespace pages {

/// Arguments of plain.page.
struct PlainArgs {};

void plain(quire::Writer& out, const PlainArgs& args);

}
#endif

namespace quire::units::p_0730018e67f8b007_1a9245d73ef655f2 {

static void render_6cfe219919816293([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
    quire::Frame& quire_frame_) {
  quire_frame_.enter();
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.raw(quire::detail::view("<p>Text and ", 12));
  quire_frame_.at(0), quire::print_html(quire_out_,
 1 + 1 
  );
  quire_out_.literal({", \"quoted\" and \077\077=</p>\012<p>A text that is longer than what is copied in place, and is thus written by a call.</p>\012", 113});
}

constexpr std::string_view quire_files_[] = {
  quire::detail::view("plain.page", 10)};
constexpr quire::EmbeddedPlace quire_places_[] = {
  {0, 1, 17},
};

}  // namespace quire::units::p_0730018e67f8b007_1a9245d73ef655f2

namespace pages {

void plain(quire::Writer& out, const PlainArgs&) {
  quire::StandaloneContext context(out, quire::detail::view("/plain.page", 11));
  quire::Frame frame(context);
  quire::units::p_0730018e67f8b007_1a9245d73ef655f2::render_6cfe219919816293(context, nullptr, frame);
}

}

namespace quire::embedded {

extern const quire::EmbeddedPage page_0730018e67f8b007;
constinit const quire::EmbeddedPage page_0730018e67f8b007 = {
  {quire::kAbiStamp, "/plain.page", 0, &quire::units::p_0730018e67f8b007_1a9245d73ef655f2::render_6cfe219919816293, nullptr, false, true},
  quire::detail::view("text/html;charset=UTF-8", 23),
  "6cfe219919816293", 125,
  quire::units::p_0730018e67f8b007_1a9245d73ef655f2::quire_places_, quire::units::p_0730018e67f8b007_1a9245d73ef655f2::quire_files_};

}
