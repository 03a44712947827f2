"""Compares expressions and tags by their form: what is left when all names, texts and numbers are alike."""

import re

# Words whose meaning is not that of the names of attributes and their members.
_WORDS = frozenset(
    "pageContext param paramValues header headerValues cookie initParam pageScope requestScope sessionScope applicationScope empty not and or "
    "eq ne lt gt le ge div mod null true false request session contextPath requestURI requestURL queryString".split())
_EXPRESSION = re.compile(r"""\$\{((?:[^}'"]|'[^']*'|"[^"]*")*)\}""")
_TOKEN = re.compile(r"""(?P<text>'[^']*'|"[^"]*")|(?P<number>\d+(?:\.\d+)?)|(?P<function>\w+:\w+)|(?P<name>[A-Za-z_]\w*)|\S""")
_TAG = re.compile(r"""<(?P<end>/?)(?P<name>(?:c|fmt|x|sql):\w+)(?P<attributes>(?:\s+\w+=(?:"(?:\$\{[^}]*\}|[^"$])*"|'[^']*'))*)\s*(?P<empty>/?)>""")
_ATTRIBUTE = re.compile(r"""(\w+)=(?:"((?:\$\{[^}]*\}|[^"$])*)"|'([^']*)')""")


def expressions_of(text):
    """The expressions of page text, without `${` and `}`."""
    return _EXPRESSION.findall(text)


def form_of(expression):
    """The expression with one name for all names, one text, and one number."""
    form = []
    for token in _TOKEN.finditer(expression):
        word = token.group()
        if token.lastgroup == "function" and word.startswith("fn:") or word in _WORDS or token.lastgroup is None:
            form.append(word)
        else:
            form.append(token.lastgroup)
    return " ".join(form)


def shape_of(text):
    """The tags of page text, with the forms of their attributes: one line each. Other text is left out."""
    lines = []
    for tag in _TAG.finditer(text):
        attributes = []
        for name, value, other in _ATTRIBUTE.findall(tag["attributes"]):
            forms = [form_of(expression) for expression in expressions_of(value + other)]
            attributes.append(f"{name}={forms or 'text'}")
        lines.append(f"{tag['end']}{tag['name']} {' '.join(sorted(attributes))}{tag['empty']}\n")
    return "".join(lines)
