"""Fail when a report of pytest (JUnit XML) holds a skipped browser test: then nobody saw the page."""

import sys
from xml.etree import ElementTree

_SIGNS = ("browser", "chromium", "playwright", "浏览器")


def main(report: str) -> int:
    """Print the skipped browser tests of ``report`` and return how many there are."""
    skipped = [case for case in ElementTree.parse(report).iter("testcase") if case.find("skipped") is not None]
    missed = [case for case in skipped if any(sign in ElementTree.tostring(case, "unicode").lower() for sign in _SIGNS)]
    for case in missed:
        print(f"skipped: {case.get('classname')}.{case.get('name')}", file=sys.stderr)
    return min(len(missed), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
