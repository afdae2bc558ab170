"""What `./desk` hands on: `python -m rightsdesk.embedded VERB …`."""

import errno
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from rightsdesk.embedded import commands, legs
from rightsdesk.embedded.words import Stop

WEB_PORT = 8000


# What follows these verbs is another program's, options and all.
PASSING_ON = {"manage": commands.manage, "bench": commands.bench, "test": legs.test}


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
    verb("stop", commands.halt)
    return parser


def _act(words: list[str]) -> int:
    if words[:1] and words[0] in PASSING_ON:
        return PASSING_ON[words[0]](words[1:])
    options = _parser().parse_args(words)
    return int(options.act(options))


def main() -> int:
    try:
        return _act(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Stop("the disk is full.") from error
        raise


if __name__ == "__main__":
    sys.exit(main())
