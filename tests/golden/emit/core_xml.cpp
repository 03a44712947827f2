// /core_xml.pagex, translated by pagec: edit the page, not this file.
#include <quire/page.h>
#include <quire/core.h>
#include <quire/core_loop.h>
#include <quire/el.h>

namespace quire::units::p_315129d5f03bcabc_ddcb4e973b6c3937 {

}

namespace quire::units::names_315129d5f03bcabc_4037e03427daf573 {
[[maybe_unused]] constexpr quire::el::Name a{quire::detail::view("a", 1)};
[[maybe_unused]] constexpr quire::el::Name n{quire::detail::view("n", 1)};
}

namespace quire::units::p_315129d5f03bcabc_ddcb4e973b6c3937 {

static void render_4dcf5da57a97edec([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
    quire::Frame& quire_frame_) {
  quire_frame_.enter();
  using namespace quire::units::names_315129d5f03bcabc_4037e03427daf573;
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
  {
    if (quire_frame_.at(0), quire::core::test(context, quire::el::find_or_null(context, a))) {
      quire_out_.literal(quire_text_[1]);
    }
    else {
      quire_out_.literal(quire_text_[2]);
      {
        quire_frame_.at(1);
        auto&& quire_items_0_ = quire::core::items(context, quire::detail::view("1,2", 3));
        for ([[maybe_unused]] auto&& n : quire_items_0_) {
          quire_out_.literal(quire_text_[3]);
          quire_frame_.at(2), quire::el::print_html(quire_out_, context, quire::el::find_or_null(context, n));
          quire_out_.literal(quire_text_[4]);
        }
      }
      quire_out_.literal(quire_text_[5]);
    }
  }
  quire_out_.literal(quire_text_[6]);
}

}  // namespace quire::units::p_315129d5f03bcabc_ddcb4e973b6c3937

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_315129d5f03bcabc_4dcf5da57a97edec;
extern "C" const quire::PageEntry quire_page_315129d5f03bcabc_4dcf5da57a97edec = {quire::kAbiStamp, "/core_xml.pagex", 7, &quire::units::p_315129d5f03bcabc_ddcb4e973b6c3937::render_4dcf5da57a97edec, nullptr, false, true};
