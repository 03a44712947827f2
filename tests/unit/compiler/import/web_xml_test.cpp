#include "compiler/import/web_xml.h"

#include <catch2/catch.hpp>

#include <string>

using namespace quire::compiler;

namespace {

std::string web_app(const std::string& content, const std::string& attributes = "version='6.0'") {
  return "<web-app " + attributes + ">" + content + "</web-app>";
}

/// What the content of a web.xml adds to the settings of every imported site.
std::string turned(const std::string& content) {
  const ImportedFile file = import_web_xml(web_app(content));
  CHECK_FALSE(file.sink.has_errors());
  CHECK(quire::parse_web_settings(file.text).mistakes.empty());
  std::string text = file.text;
  const std::size_t common = text.find(default_web_toml());
  REQUIRE(common != std::string::npos);
  return text.erase(common, default_web_toml().size());
}

std::string turned_group(const std::string& properties) {
  return turned("<jsp-config><jsp-property-group>" + properties + "</jsp-property-group></jsp-config>");
}

}  // namespace

TEST_CASE("each setting of web.xml that web.toml has is converted") {
  CHECK(turned("<welcome-file-list><welcome-file>index.jsp</welcome-file><welcome-file>/a.html</welcome-file></"
               "welcome-file-list>") == "welcome = [\"index.page\", \"a.html\"]\n\n");
  CHECK(
      turned("<error-page><error-code>404</error-code><location>/e.jsp</location></error-page>"
             "<error-page><exception-type>java.lang.Throwable</exception-type><location>/f.jsp</location></error-page>"
             "<error-page><location>/g.jspx</location></error-page>") ==
      "\n[[error_page]]\nstatus = 404\npage = \"/e.page\"\n\n[[error_page]]\nexception = \"std::exception\"\npage = "
      "\"/f.page\"\n"
      "\n[[error_page]]\npage = \"/g.pagex\"\n");
  CHECK(turned("<context-param><param-name>a.\"b\"</param-name><param-value>1\n\\x7f</param-value></context-param>") ==
        "\n[params]\n\"a.\\\"b\\\"\" = \"1\\n\\\\x7f\"\n");
  CHECK(turned("<session-config><session-timeout>30</session-timeout></session-config>") ==
        "\n[session]\ntimeout = \"30m\"\n");
  CHECK(turned("<session-config><session-timeout>-1</session-timeout></session-config>") ==
        "\n[session]\ntimeout = 0\n");
  CHECK(turned("<session-config><cookie-config><name>SID</name><http-only>true</http-only><secure>true</secure></"
               "cookie-config></session-config>") == "\n[session]\ncookie = \"SID\"\nsecure = true\n");
  CHECK(turned("<description>a</description><display-name>b</display-name><distributable/>") == "");
}

TEST_CASE("a group of JSPs is a group of pages") {
  CHECK(turned_group(
            "<url-pattern>*.jsp</url-pattern><el-ignored>true</el-ignored><scripting-invalid>true</scripting-invalid>"
            "<is-xml>false</is-xml><include-prelude>/WEB-INF/head.jspf</include-prelude>"
            "<include-coda>/WEB-INF/a.jspf</include-coda><include-coda>/WEB-INF/b.jsp</include-coda>"
            "<trim-directive-whitespaces>true</trim-directive-whitespaces><buffer>8kb</buffer>"
            "<default-content-type>text/html;charset=ISO-8859-1</default-content-type>"
            "<error-on-el-not-found>true</error-on-el-not-found><page-encoding>UTF-8</page-encoding>") ==
        "\n[[group]]\npattern = \"*.page\"\nel = false\nscripting = false\nis_xml = false\ntrim = \"directives\"\n"
        "buffer = \"8kb\"\ncontent_type = \"text/html;charset=UTF-8\"\nerror_on_el_not_found = true\n"
        "prelude = \"/WEB-INF/head.pagef\"\ncoda = [\"/WEB-INF/a.pagef\", \"/WEB-INF/b.page\"]\n");
  CHECK(
      turned_group("<url-pattern>/a/*</url-pattern><url-pattern>/x.jsp</url-pattern><el-ignored>false</el-ignored>") ==
      "\n[[group]]\npattern = [\"/a/*\", \"/x.page\"]\nel = true\n");
  // Nothing to say.
  CHECK(turned_group("<url-pattern>*.jsp</url-pattern><page-encoding>UTF-8</page-encoding>") == "");
}

TEST_CASE("what web.toml does not have is left, counted and reported once for each kind") {
  const ImportedFile file = import_web_xml(web_app(
      "<servlet/><servlet/><security-constraint/>"
      "<error-page><error-code>404</error-code><location>/e.html</location></error-page>"
      "<error-page><error-code>99</error-code><location>/e.jsp</location></error-page>"
      "<error-page><exception-type>com.acme.Oops</exception-type><location>/e.jsp</location></error-page>"
      "<session-config><session-timeout>soon</session-timeout><tracking-mode>COOKIE</tracking-mode></session-config>"
      "<context-param><param-name>a</param-name></context-param><context-param><param-name>a</param-name></"
      "context-param>"
      "<jsp-config><jsp-property-group><url-pattern>*.jsp</url-pattern><buffer>lots</buffer></jsp-property-group></"
      "jsp-config>"));
  CHECK(
      file.text ==
      default_web_toml() +
          "\n[params]\n\"a\" = \"\"\n\n# import: web.xml also has the following\n"
          "# - `<servlet>` has no equivalent in web.toml (2 of them)\n"
          "# - `<security-constraint>` has no equivalent in web.toml; anyone can request what it protects\n"
          "# - `<error-page>` with the location `/e.html` has no equivalent in web.toml, where an error page is a "
          "page, and its status from 400 to 599\n"
          "# - `<error-page>` with the location `/e.page` has no equivalent in web.toml, where an error page is a "
          "page, and its status from 400 to 599\n"
          "# - `<error-page>` is for `com.acme.Oops`, a Java class; name a C++ exception\n"
          "# - `<session-timeout>` has no equivalent in web.toml\n# - `<tracking-mode>` has no equivalent in web.toml\n"
          "# - `<context-param>` repeats `a`\n# - `<buffer>` with the value `lots` has no equivalent in web.toml\n");
  CHECK(file.counts.left == 10);
  CHECK(file.counts.turned == 1);
  CHECK(file.sink.diagnostics().size() == 9);
  CHECK(quire::parse_web_settings(file.text).mistakes.empty());
}

TEST_CASE("a web.xml of any version is read") {
  for (const char* namespace_name : {"http://java.sun.com/xml/ns/j2ee", "http://java.sun.com/xml/ns/javaee",
                                     "http://xmlns.jcp.org/xml/ns/javaee", "https://jakarta.ee/xml/ns/jakartaee"})
    CHECK(import_web_xml(web_app("", "version='2.4' xmlns='" + std::string(namespace_name) + "'")).text ==
          default_web_toml());
  // Up to 2.3, `${…}` was text.
  CHECK(import_web_xml("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<!DOCTYPE web-app PUBLIC \"-//Sun "
                       "Microsystems, Inc.//DTD Web "
                       "Application 2.3//EN\" \"http://java.sun.com/dtd/web-app_2_3.dtd\">\n<web-app/>")
            .text == default_web_toml() + "el = false\n");
  CHECK(import_web_xml("<web-app/>").text == default_web_toml());
}

TEST_CASE("what is not a web.xml gives errors and no settings") {
  for (const char* text : {"", "<web-app>", "<beans/>", "<!DOCTYPE web-app [<!ENTITY a 'b'>]><web-app>&a;</web-app>"}) {
    CAPTURE(text);
    const ImportedFile file = import_web_xml(text);
    CHECK(file.sink.has_errors());
    CHECK(file.text.empty());
    CHECK(read_jsp_properties(text).settings.groups.empty());
  }
  CHECK(import_web_xml(std::string((16 << 20) + 1, ' ')).sink.diagnostics().front().message ==
        "the file is larger than 16 MB");
}

TEST_CASE("the properties of JSPs are under their own names") {
  const JspProperties properties = read_jsp_properties(web_app(
      "<jsp-config><jsp-property-group><url-pattern>*.jsp</url-pattern><page-encoding>windows-1251</page-encoding>"
      "<include-prelude>/head.jspf</include-prelude></jsp-property-group><jsp-property-group><url-pattern>/a/*</"
      "url-pattern>"
      "<page-encoding>KOI8-R</page-encoding><is-xml>true</is-xml></jsp-property-group></jsp-config>"));
  CHECK(properties.encoding_of("/x.jsp") == "windows-1251");
  CHECK(properties.encoding_of("/a/x.jsp") == "KOI8-R");
  CHECK(properties.encoding_of("/x.jspx") == "");
  CHECK(properties.settings.group_of("/a/x.jsp").is_xml->value);
  CHECK(properties.settings.group_of("/x.jsp").preludes.front().value == "/head.jspf");
}

TEST_CASE("parameters of the library fmt become settings") {
  const auto param = [](const std::string& name, const std::string& value) {
    return "<context-param><param-name>" + name + "</param-name><param-value>" + value +
           "</param-value></context-param>";
  };
  const std::string javax = "javax.servlet.jsp.jstl.fmt";
  const std::string params =
      param(javax + ".localizationContext", "i18n.texts") + param(javax + ".fallbackLocale", "en_US") +
      param("jakarta.servlet.jsp.jstl.fmt.timeZone", "Europe/\"Berlin\"") + param("x.locale", "de");
  const ImportedFile file = import_web_xml(web_app(params), "messages");
  CHECK(file.text.find("\n[format]\nbundle = \"i18n.texts\"\nlocale = \"en_US\"\n"
                       "time_zone = \"Europe/\\\"Berlin\\\"\"\n\n[params]\n\"x.locale\" = \"de\"\n") !=
        std::string::npos);
  CHECK(file.counts.turned == 4);
  // Two values of a setting: the first counts, and the other is a parameter.
  const std::string twice = param(javax + ".locale", "de") + param(javax + ".fallbackLocale", "en");
  CHECK(import_web_xml(web_app(twice)).text.find("[format]\nlocale = \"de\"\n\n[params]\n") != std::string::npos);
  CHECK(import_web_xml(web_app(param(javax + ".locale", ""))).text.find("[format]") == std::string::npos);
}

TEST_CASE("the bundle of the site is a setting where web.xml names none") {
  CHECK(import_web_xml(web_app(""), "a.b").text.ends_with("\n[format]\nbundle = \"a.b\"\n"));
  CHECK(default_web_toml("messages").ends_with("error_on_el_not_found = false\n\n[format]\nbundle = \"messages\"\n"));
  CHECK(default_web_toml() == "[[group]]\npattern = \"/\"\nerror_on_el_not_found = false\n");
}
