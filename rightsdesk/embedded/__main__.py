"""What `./desk` hands on: `python -m rightsdesk.embedded VERB …`."""

import errno
import sys
from argparse import REMAINDER, ArgumentParser, Namespace
from collections.abc import Callable

from rightsdesk.embedded import commands, legs
from rightsdesk.embedded.words import Stop

WEB_PORT = 8000


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="./desk", allow_abbrev=False)
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, act: Callable[[Namespace], int]) -> ArgumentParser:
        added = verbs.add_parser(name, allow_abbrev=False)
        added.set_defaults(act=act)
        return added

    demo = verb("demo", commands.demo)
    demo.add_argument("--once", action="store_true")
    demo.add_argument("--json", metavar="FILE")
    demo.add_argument("--source", metavar="FILE")
    for web in (demo, verb("serve", commands.serve)):
        web.add_argument("--port", type=int, default=WEB_PORT)
    verb("worker", commands.worker).add_argument("names", nargs="*", metavar="main|screen|beat")
    for passing_on in (verb("manage", commands.manage), verb("bench", commands.bench)):
        passing_on.add_argument("rest", nargs=REMAINDER)
    test = verb("test", legs.test)
    test.add_argument("--production", action="store_true")
    verb("stop", commands.halt)
    return parser


def main() -> int:
    options, rest = _parser().parse_known_args()
    if rest and options.act is not legs.test:
        raise Stop(f"{' '.join(rest)} is not understood; ./desk help lists what is.")
    options.rest = [*getattr(options, "rest", []), *rest]
    try:
        return int(options.act(options))
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Stop("the disk is full.") from error
        raise


if __name__ == "__main__":
    sys.exit(main())
