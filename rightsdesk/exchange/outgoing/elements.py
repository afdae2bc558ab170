"""XML elements from names and values; what XML cannot hold is replaced, never cut away."""

import re

from lxml import etree

Element = etree._Element
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def element(name: str, *inside: Element, **attributes: str) -> Element:
    made = etree.Element(name, attributes)
    made.extend(inside)
    return made


def text(name: str, value: object, **attributes: str) -> Element:
    made = etree.Element(name, attributes)
    made.text = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", str(value))
    return made
