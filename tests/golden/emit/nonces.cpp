// /nonces.page, translated by pagec: edit the page, not this file.
#include <quire/page.h>

namespace quire::units::p_14947742149e1c90_8e5531b51ea77e9b {

static void render_1f812170101ef957([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
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
 if (true) 
    {
    quire_out_.literal(quire_text_[1]);
    quire_out_.raw(context.response().csp_nonce());
    quire_out_.literal(quire_text_[2]);
    quire_out_.raw(context.response().csp_nonce());
    quire_out_.literal(quire_text_[3]);
  }
 else 
    quire_out_.literal(quire_text_[4]);
  quire_frame_.at(1);
 ; 
  quire_out_.literal(quire_text_[5]);
  quire_frame_.at(2), quire::print_in(quire_out_, {quire::Part::kCodeUrlStart, quire::Within::kAttribute},
 1 
  );
  quire_out_.literal(quire_text_[6]);
  quire_out_.raw(context.response().csp_nonce());
  quire_out_.literal(quire_text_[7]);
}

}  // namespace quire::units::p_14947742149e1c90_8e5531b51ea77e9b

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_14947742149e1c90_1f812170101ef957;
extern "C" const quire::PageEntry quire_page_14947742149e1c90_1f812170101ef957 = {quire::kAbiStamp, "/nonces.page", 8, &quire::units::p_14947742149e1c90_8e5531b51ea77e9b::render_1f812170101ef957, nullptr, false, true};
