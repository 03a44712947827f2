#include "runtime/protocol/message_bundle.h"

#include "runtime/base/file.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>

namespace quire {
namespace {

TEST_CASE("messages of a .properties file") {
  const MessageBundle bundle("a = 1\n# c\na.b = L'\\u00e9cran {0}\na = 2\n", "/m/x_fr.properties");
  CHECK(bundle.mistakes().empty());
  REQUIRE(bundle.find("a.b") != nullptr);
  CHECK(*bundle.find("a.b") == "L'écran {0}");
  CHECK(*bundle.find("a") == "2");
  CHECK(bundle.texts().at("a").line == 4);
  CHECK_FALSE(bundle.has("b"));
  CHECK(bundle.find("") == nullptr);
}

TEST_CASE("messages of a TOML file: tables are parts of keys") {
  const MessageBundle bundle("title = \"Shop\"\n[cart]\ntitle = \"Cart\"\nrow.'a b' = 'x'\ncount = 3\n", "/m/x.toml");
  CHECK(*bundle.find("title") == "Shop");
  CHECK(*bundle.find("cart.title") == "Cart");
  CHECK(*bundle.find("cart.row.a b") == "x");
  CHECK(bundle.mistakes() == std::vector<std::string>{"/m/x.toml:5: message `cart.count` is not a string"});
  const MessageBundle malformed("a = \"1\"\nb = \n", "/m/x.toml");
  REQUIRE(malformed.mistakes().size() == 1);
  CHECK(malformed.mistakes()[0].starts_with("/m/x.toml:2: malformed TOML: "));
}

TEST_CASE("mistakes in files, and their limits") {
  const MessageBundle bundle("a=1\nb=caf\xe9\nc=3\n", "/m/x.properties");
  CHECK(bundle.mistakes() ==
        std::vector<std::string>{
            "/m/x.properties:2: not valid UTF-8; if the file is in Latin-1, convert it: `iconv -f latin1 -t utf-8`"});
  CHECK(bundle.has("c"));
  std::string many;
  for (int i = 0; i < 100; ++i) many += "a=\\u1\n";
  CHECK(MessageBundle(many, "x.properties").mistakes().size() == 20);
  const MessageBundle large(std::string(MessageBundle::kMostBytes + 1, '\n'), "x.properties");
  CHECK(large.mistakes() ==
        std::vector<std::string>{"x.properties:1: the file is larger than 4 MB; divide it into several bundles"});
  std::string texts;
  for (std::size_t i = 0; i < MessageBundle::kMostTexts + 2; ++i) texts += std::to_string(i) + "=\n";
  const MessageBundle full(texts, "x.properties");
  CHECK(full.texts().size() == MessageBundle::kMostTexts);
  CHECK(full.mistakes() == std::vector<std::string>{"x.properties:100001: the file has more than 100000 messages"});
  CHECK(MessageBundle(std::string(2000, 'k'), "x.properties").mistakes().size() == 1);
}

TEST_CASE("where the file of a bundle can be") {
  CHECK(bundle_paths("shop.cart", "de_CH") == std::vector<std::string>{"/WEB-INF/messages/shop/cart_de_CH.properties",
                                                                       "/WEB-INF/messages/shop/cart_de_CH.toml",
                                                                       "/WEB-INF/classes/shop/cart_de_CH.properties",
                                                                       "/WEB-INF/classes/shop/cart_de_CH.toml"});
  CHECK(bundle_paths("shop/cart", "")[0] == "/WEB-INF/messages/shop/cart.properties");
  for (const char* name :
       {"", ".", "..", "a..b", "../../etc/passwd", "/etc/passwd", "a/", "a.", "a b", "a\\b", "a%2e", "a:b"})
    CHECK(bundle_paths(name, "").empty());
  CHECK(bundle_paths(std::string("a\0b", 3), "").empty());
  CHECK(bundle_paths("a", "de/../x").empty());
  CHECK(bundle_paths("a", "de.properties").empty());
  CHECK(bundle_paths(std::string(300, 'a'), "").empty());
}

TEST_CASE("the bundles of a folder") {
  const TemporaryFolder folder;
  const std::string root = folder.path();
  std::filesystem::create_directories(root + "/WEB-INF/messages/admin");
  std::filesystem::create_directories(root + "/WEB-INF/classes");
  const auto write = [&](const char* path, const char* text) { write_file(root + "/WEB-INF/" + path, text); };
  write("messages/shop.properties", "a=1\nb=1");
  write("messages/shop_de.toml", "a = '2'");
  write("messages/shop_de_CH.properties", "a=3");
  write("messages/shop_floor.properties", "a=4");
  write("messages/shop_de.txt", "a=5");
  write("messages/admin/users_en.properties", "a=6");
  write("classes/shop_de.properties", "a=7");
  write("classes/shop_fr.properties", "a=8");
  const auto bundles = read_bundles(root, "shop");
  CHECK(bundles.size() == 4);
  CHECK(*bundles.at("").find("b") == "1");
  CHECK(*bundles.at("de").find("a") == "2");
  CHECK(*bundles.at("de_CH").find("a") == "3");
  CHECK(bundles.at("fr").file() == "/WEB-INF/classes/shop_fr.properties");
  CHECK(read_bundles(root, "admin.users").size() == 1);
  CHECK(read_bundles(root, "../shop").empty());
  CHECK(read_bundles(root, "none").empty());
  CHECK(read_bundles(root + "/none", "shop").empty());
  CHECK(bundle_names(root) == std::vector<std::string>{"admin.users", "shop", "shop_floor"});
}

TEST_CASE("a locale without its last part") {
  CHECK(parent_locale("de_CH_1996") == "de_CH");
  CHECK(parent_locale("de").empty());
  CHECK(parent_locale("").empty());
}

}  // namespace
}  // namespace quire
