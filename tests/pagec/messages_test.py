"""`pagec check` lists messages that bundles do not have."""

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
            "p.page:2:48: warning: there is no bundle `mails`; its texts are in `WEB-INF/messages/mails.properties`"])

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
