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
  int level = quire::attribute<int>::of(quire::AttributeText(std::string_view("2", 1)));
};

void arguments(quire::Writer& out, const ArgumentsArgs& args);

}
#endif

namespace quire::units::p_ff9dea68bfff6a75_616e9e491f78d7ed {

static void render_52e53579d30e58ad([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_, [[maybe_unused]] const User& user, [[maybe_unused]] int level) {
  quire::Frame quire_frame_(context);
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.raw(std::string_view("\012<h", 3));
  quire_frame_.at(0), quire::print_in(quire_out_, {quire::Part::kHeading},
 level 
  );
  quire_out_.raw(std::string_view(">", 1));
  quire_frame_.at(1), quire::print_html(quire_out_,
 user.name 
  );
  quire_out_.raw(std::string_view("</h", 3));
  quire_frame_.at(2), quire::print_in(quire_out_, {quire::Part::kHeading},
 level 
  );
  quire_out_.raw(std::string_view(">\012", 2));
  quire_frame_.at(3);
 if (user.is_admin) 
    quire_out_.raw(std::string_view("admin\012", 6));
}

static void enter_52e53579d30e58ad([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* texts) {
  context.response().send_error(404, std::string_view("this page cannot be requested: its argument `user` can only be passed from C++", 78));
}

constexpr std::string_view quire_files_[] = {
  std::string_view("arguments.page", 14)};
constexpr quire::EmbeddedPlace quire_places_[] = {
  {0, 2, 58}, {0, 2, 71}, {0, 2, 90}, {0, 3, 4},
};

}  // namespace quire::units::p_ff9dea68bfff6a75_616e9e491f78d7ed

namespace pages {

void arguments(quire::Writer& out, const ArgumentsArgs& args) {
  quire::StandaloneContext context(out, std::string_view("/arguments.page", 15));
  quire::units::p_ff9dea68bfff6a75_616e9e491f78d7ed::render_52e53579d30e58ad(context, nullptr, args.user, args.level);
}

}

namespace quire::embedded {

extern const quire::EmbeddedPage page_ff9dea68bfff6a75;
constinit const quire::EmbeddedPage page_ff9dea68bfff6a75 = {
  {quire::kAbiStamp, "/arguments.page", 0, &quire::units::p_ff9dea68bfff6a75_616e9e491f78d7ed::enter_52e53579d30e58ad, nullptr, false, true},
  std::string_view("text/html;charset=UTF-8", 23),
  "52e53579d30e58ad", 15,
  quire::units::p_ff9dea68bfff6a75_616e9e491f78d7ed::quire_places_, quire::units::p_ff9dea68bfff6a75_616e9e491f78d7ed::quire_files_};

}
