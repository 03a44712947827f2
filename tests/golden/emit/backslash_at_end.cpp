// /backslash_at_end.page, translated by pagec: edit the page, not this file.
#include <quire/page.h>

namespace quire::units::p_c5e417d98e54c585_8e5531b51ea77e9b {

static void render_4b00ce80014ec8f2([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
    quire::Frame& quire_frame_) {
  quire_frame_.enter();
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
  quire_frame_.at(0);
 a(); // b \ 

  quire_out_.literal(quire_text_[1]);
  quire_frame_.at(1), quire::print_html(quire_out_,
 c 
  );
  quire_out_.literal(quire_text_[2]);
}

}  // namespace quire::units::p_c5e417d98e54c585_8e5531b51ea77e9b

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_c5e417d98e54c585_4b00ce80014ec8f2;
extern "C" const quire::PageEntry quire_page_c5e417d98e54c585_4b00ce80014ec8f2 = {quire::kAbiStamp, "/backslash_at_end.page", 3, &quire::units::p_c5e417d98e54c585_8e5531b51ea77e9b::render_4b00ce80014ec8f2, nullptr, false, true};
