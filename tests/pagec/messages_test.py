"""`pagec check` looks at what a page's translation cannot judge: messages and bundles, and with ICU the names of locales and
time zones, and patterns."""

import unittest

from support.programs import run
from support.site import Site

FMT = '<%@ taglib prefix="fmt" uri="quire:fmt" %>'
BUNDLES = {
    "WEB-INF/web.toml": '[format]\nbundle = "messages"\n',
    "WEB-INF/messages/messages.properties": "title = Shop\ncart.empty = Empty\n",
    "WEB-INF/messages/messages_de.properties": "title = Laden\n",
    "WEB-INF/messages/messages_de_CH.toml": 'title = "Lädeli"\n',
}


class Messages(unittest.TestCase):
    def check(self, page, files=BUNDLES):
        with Site({"p.page": FMT + "\n" + page, **files}) as site:
            return run("pagec", "check", site.root)

    def lines(self, page, files=BUNDLES):
        done = self.check(page, files)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [line for line in done.stderr.split("\n") if "warning:" in line]

    def notes(self, page, files=BUNDLES):
        return [line for line in self.check(page, files).stderr.split("\n") if "note:" in line]

    def errors(self, page, files=BUNDLES):
        done = self.check(page, files)
        lines = [line for line in done.stderr.split("\n") if "error:" in line]
        self.assertEqual(done.returncode, 1 if lines else 0, done.stderr)
        return lines

    def test_messages_that_exist(self):
        self.assertEqual(self.lines('<fmt:message key="title"/><fmt:message key="${param.key}"/>'), [])

    def test_missing_in_all_languages(self):
        self.assertEqual(self.lines('<p><fmt:message key="titel"/></p>'), [
            "p.page:2:22: warning: the bundle `messages` has no message `titel`; did you mean `title`?"])

    def test_missing_in_some(self):
        self.assertEqual(self.lines('<fmt:message key="cart.empty"/>'), [
            "p.page:2:19: warning: the message `cart.empty` is missing in `messages_de.properties`, "
            "`messages_de_CH.toml`"])

    def test_bundles_that_the_page_names(self):
        more = {**BUNDLES, "WEB-INF/classes/app/mail.properties": "mail.subject = Hello\n"}
        for page in ('<fmt:setBundle basename="app.mail"/><fmt:message key="mail.subject"/>',
                     '<fmt:setBundle basename="app.mail" var="m"/><fmt:message key="mail.subject" bundle="${m}"/>',
                     '<fmt:bundle basename="app.mail" prefix="mail."><fmt:message key="subject"/></fmt:bundle>',
                     '<fmt:bundle basename="${param.b}"><fmt:message key="any"/></fmt:bundle>',
                     '<fmt:message key="any" bundle="${unknown}"/>'):
            self.assertEqual(self.lines(page, more), [], page)
        self.assertEqual(self.lines('<fmt:bundle basename="mails"><fmt:message key="x"/></fmt:bundle>', more), [
            "p.page:2:23: warning: there is no bundle `mails`; its texts are in `WEB-INF/messages/mails.properties`"])
        self.assertEqual(self.lines('<fmt:setBundle basename="app.mial"/>', more), [
            "p.page:2:26: warning: there is no bundle `app.mial`; did you mean `app.mail`?"])
        self.assertEqual(self.lines('<fmt:message key="x" bundle="../x"/>', more), [
            "p.page:2:30: warning: there is no bundle `../x`, and no bundle can have that name"])

    def test_keys_that_are_content(self):
        self.assertEqual(self.lines('<p><fmt:message>\n  titel\n</fmt:message></p><fmt:message>title</fmt:message>'), [
            "p.page:3:3: warning: the bundle `messages` has no message `titel`; did you mean `title`?"])
        self.assertEqual(self.lines('<fmt:message>${param.key}</fmt:message>'), [])

    def test_places_are_shown(self):
        self.assertIn('p.page:2:19: warning: the bundle `messages` has no message `titel`; did you mean `title`?\n'
                      '<fmt:message key="titel"/>\n                  ^~~~~\n', self.check('<fmt:message key="titel"/>').stderr)

    def test_included_files_and_tag_files_are_reported_once(self):
        files = {**BUNDLES, "part.pagef": FMT + '<fmt:message key="nope"/>', "q.page": '<%@ include file="part.pagef" %>',
                 "WEB-INF/tags/t.tag": FMT + '<fmt:message key="none"/>'}
        page = '<%@ include file="part.pagef" %><%@ taglib prefix="t" tagdir="/WEB-INF/tags" %><t:t/><t:t/>'
        self.assertEqual(self.lines(page, files), [
            "part.pagef:1:61: warning: the bundle `messages` has no message `nope`",
            "WEB-INF/tags/t.tag:1:61: warning: the bundle `messages` has no message `none`"])

    def test_patterns_of_messages(self):
        bad = {**BUNDLES, "WEB-INF/messages/messages_fr.properties": "title = L'ecran {0}\n\ncart.empty = {0,nmber}\nfree = it's {free}\nopen = {0\ngood = L''ecran {0} '{1'\n"}
        self.assertEqual(self.lines('<fmt:message key="title"/><fmt:message key="${param.k}"/>', bad), [
            "WEB-INF/messages/messages_fr.properties:3: warning: message `cart.empty`: ICU refuses the pattern `{0,nmber}`: illegal argument error",
            "WEB-INF/messages/messages_fr.properties:5: warning: message `open`: ICU refuses the pattern `{0`: unmatched braces",
            "WEB-INF/messages/messages_fr.properties:1: warning: message `title`: it has a single apostrophe, which Java would take as the start of quoted text; write `''`"])
        # Only with parameters is it a pattern.
        only = {**BUNDLES, "WEB-INF/messages/messages.properties": "title = {name}\n"}
        self.assertEqual(self.lines('<fmt:message key="title"/>', only), [])
        self.assertEqual(self.lines('<fmt:message key="title"><fmt:param value="1"/></fmt:message>', only), [
            "WEB-INF/messages/messages.properties:1: warning: message `title`: the arguments of the pattern `{name}` are not all numbers, such as `{0}`"])

    def test_bundles_that_nobody_names(self):
        more = {**BUNDLES, "WEB-INF/classes/app/mail_de.properties": "a = b\n", "WEB-INF/messages/used.properties": "a = b\n"}
        self.assertEqual(self.notes('<fmt:setBundle basename="used"/>', more), ["WEB-INF/classes/app/mail_de.properties: note: no tag names the bundle `app.mail`"])
        self.assertEqual(self.check('<fmt:setBundle basename="used"/>', more).returncode, 0)
        self.assertEqual(self.notes('<fmt:setBundle basename="${param.b}"/>', more), [])

    def test_time_zones(self):
        self.assertEqual(self.errors('<fmt:setTimeZone value="Europe/Berln"/>\n<fmt:timeZone value="Nowhere"></fmt:timeZone>'
                                     '<fmt:formatDate value="${now}" timeZone="GMT+25"/><fmt:timeZone value="${param.z}"></fmt:timeZone>'), [
            "p.page:2:25: error: `Europe/Berln` is not a time zone; did you mean `Europe/Berlin`?",
            "p.page:3:22: error: `Nowhere` is not a time zone; it is for example `Europe/Berlin`, `UTC` or `GMT+2`",
            "p.page:3:87: error: `GMT+25` is not a time zone; it is for example `Europe/Berlin`, `UTC` or `GMT+2`"])
        self.assertEqual(self.errors('<fmt:setTimeZone value="America/New_York"/><fmt:setTimeZone value="GMT+2"/><fmt:setTimeZone value=""/>'), [])

    def test_locales(self):
        self.assertEqual(self.errors('<fmt:setLocale value="xx_YY"/><fmt:parseNumber value="1" parseLocale="german"/><fmt:setLocale value="${param.l}"/>'), [
            "p.page:2:23: error: `xx_YY` is not a locale; it is for example `de` or `de_CH`",
            "p.page:2:71: error: `german` is not a locale; it is for example `de` or `de_CH`"])
        self.assertEqual(self.errors('<fmt:setLocale value="de-CH"/><fmt:setLocale value="zh_Hant_TW"/><fmt:setLocale value="de" variant="1996"/>'), [])

    def test_patterns_of_formats(self):
        first, second = self.errors('<fmt:formatNumber value="1" pattern="0.0.0"/>\n<fmt:formatDate value="${now}" pattern="yyyy nn"/>')
        self.assertIn("p.page:2:38: error: ICU refuses the pattern `0.0.0`: ", first)
        self.assertIn("p.page:3:41: error: ICU refuses the pattern `yyyy nn`: ", second)
        self.assertEqual(self.errors('<fmt:formatNumber value="1" pattern="#,##0.00 ¤"/><fmt:formatDate value="${now}" pattern="EEE, dd MMM yyyy HH:mm:ss z"/>'
                                     '<fmt:parseDate value="1" pattern="dd.MM.yyyy"/><fmt:parseNumber value="1" pattern="${p}"/>'), [])

    def test_no_bundle_at_all(self):
        line, = self.lines('<fmt:message key="x"/>', {})
        self.assertIn("there is no bundle for the message `x`; name one, as by", line)

    def test_a_bad_line_of_a_bundle(self):
        bad = {**BUNDLES, "WEB-INF/messages/messages.properties": "title = Shop\nx = \\u12\ncart.empty = E\n"}
        done = self.check('<fmt:message key="title"/>', bad)
        self.assertEqual(done.returncode, 1)
        self.assertIn("WEB-INF/messages/messages.properties:2: error: ", done.stderr)


if __name__ == "__main__":
    unittest.main()
