// /arguments.page, translated by pagec: edit the page, not this file.
#pragma GCC diagnostic ignored "-Wshadow"
#include <quire/page.h>
#include <quire/embedded.h>
#include <quire/standalone.h>
#include <quire/attribute.h>
#include <string>
#include "user.h"

#ifndef QUIRE_PAGES_3c16ffb490904a65_H_
#define QUIRE_PAGES_3c16ffb490904a65_H_
namespace pages {

/// Arguments of arguments.page.
struct ArgumentsArgs {
  const User& user;
  int level = quire::attribute<int>::of(quire::AttributeText(quire::detail::view("2", 1)));
};

void arguments(quire::Writer& out, const ArgumentsArgs& args);

}
#endif

namespace quire::units::p_ff9dea68bfff6a75_a4614efcf885ff91 {

static void render_54a92ca2ee03ab78([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
    quire::Frame& quire_frame_, [[maybe_unused]] const User& user, [[maybe_unused]] int level) {
  quire_frame_.enter();
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.raw(quire::detail::view("\012<h", 3));
  quire_frame_.at(0), quire::print_in(quire_out_, {quire::Part::kHeading},
 level 
  );
  quire_out_.raw(quire::detail::view(">", 1));
  quire_frame_.at(1), quire::print_html(quire_out_,
 user.name 
  );
  quire_out_.raw(quire::detail::view("</h", 3));
  quire_frame_.at(2), quire::print_in(quire_out_, {quire::Part::kHeading},
 level 
  );
  quire_out_.raw(quire::detail::view(">\012", 2));
  quire_frame_.at(3);
 if (user.is_admin) 
    quire_out_.raw(quire::detail::view("admin\012", 6));
}

static void enter_54a92ca2ee03ab78([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* texts,
    [[maybe_unused]] quire::Frame& frame) {
  context.response().send_error(404, quire::detail::view("this page cannot be requested: its argument `user` can only be passed from C++", 78));
}

constexpr std::string_view quire_files_[] = {
  quire::detail::view("arguments.page", 14)};
constexpr quire::EmbeddedPlace quire_places_[] = {
  {0, 2, 58}, {0, 2, 71}, {0, 2, 90}, {0, 3, 4},
};

}  // namespace quire::units::p_ff9dea68bfff6a75_a4614efcf885ff91

namespace pages {

void arguments(quire::Writer& out, const ArgumentsArgs& args) {
  quire::StandaloneContext context(out, quire::detail::view("/arguments.page", 15));
  quire::Frame frame(context);
  quire::units::p_ff9dea68bfff6a75_a4614efcf885ff91::render_54a92ca2ee03ab78(context, nullptr, frame, args.user, args.level);
}

}

namespace quire::embedded {

extern const quire::EmbeddedPage page_ff9dea68bfff6a75;
constinit const quire::EmbeddedPage page_ff9dea68bfff6a75 = {
  {quire::kAbiStamp, "/arguments.page", 0, &quire::units::p_ff9dea68bfff6a75_a4614efcf885ff91::enter_54a92ca2ee03ab78, nullptr, false, true},
  quire::detail::view("text/html;charset=UTF-8", 23),
  "54a92ca2ee03ab78", 15,
  quire::units::p_ff9dea68bfff6a75_a4614efcf885ff91::quire_places_, quire::units::p_ff9dea68bfff6a75_a4614efcf885ff91::quire_files_};

}
