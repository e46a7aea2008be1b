"""The command line: `tessera --help`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app.settings import Settings, SettingsError

# Commands import what they need when they run: `tessera --help` and a wrong setting answer at once.


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 refused with a line that says why, 2 misspelt."""
    options = parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except SettingsError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from app.refusals import in_words

        words = in_words(error)
        if words is None:
            raise
        print(words, file=sys.stderr)
    return 1


def parser() -> argparse.ArgumentParser:
    """Returns the parser of every command."""
    top = argparse.ArgumentParser(prog="tessera", description="The loyalty programme a shop runs itself.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="serve: the bot, the web server and the jobs")
    run.add_argument("--role", choices=["all", "web", "worker"], default="all", help="which part; all by default")
    run.set_defaults(command=_run)

    demo = commands.add_parser("demo", help="the sandbox and the application on this machine, ready to click")
    demo.add_argument("--fresh", action="store_true", help="forget the shop of the last time")
    demo.add_argument("--port", type=int, default=8088, help="where the page is served; 8088 by default")
    demo.set_defaults(command=_demo)

    for name, help_text, command in (
        ("migrate", "bring the database to the newest version", _migrate),
        ("check", "try the settings, certificates, database and Bot API; one line each", _check),
        ("owner-link", "a one-time link that makes the person who opens it the owner", _owner_link),
        ("audit", "recount the whole ledger", _audit),
    ):
        commands.add_parser(name, help=help_text).set_defaults(command=command)

    for name, help_text, file_command in (
        ("backup", "the database and the secrets in one sealed file, also while running", _backup),
        ("restore", "fill an empty place from a backup", _restore),
    ):
        with_file = commands.add_parser(name, help=help_text)
        with_file.add_argument("file", metavar="FILE", type=Path)
        with_file.set_defaults(command=file_command)

    parked = commands.add_parser("parked", help="updates put aside because they failed: list, show, retry or drop them")
    parked.set_defaults(command=_parked, act="list", numbers=[])
    acts = parked.add_subparsers(metavar="ACT")
    for act, help_text in (
        ("list", "one line each; done without an ACT, too"),
        ("show", "what kind of update it is and how it failed, without what the person wrote"),
        ("retry", "let them wait for their turn again"),
        ("drop", "forget them"),
    ):
        one = acts.add_parser(act, help=help_text)
        one.set_defaults(act=act)
        if act != "list":
            one.add_argument("numbers", metavar="NUMBER", nargs="+", help="as the person was told, or `all`")

    copying = commands.add_parser("copy-database", help="every row of one database into another, empty one")
    copying.add_argument("source", metavar="FROM", help="URL of the database to read, which nobody serves from")
    copying.add_argument("target", metavar="TO", help="URL of an empty database of either kind")
    copying.set_defaults(command=_copy_database)
    return top


def _prepared() -> Settings:
    from app import logs

    settings = Settings.load()
    logs.configure(settings.log_format, settings.log_level)
    return settings


def _run(options: argparse.Namespace) -> int:
    settings = _prepared()
    from app.loop import importing

    with importing():
        from app import serving

    return serving.run(settings, options.role)


def _demo(options: argparse.Namespace) -> int:
    from app import demo

    return demo.run(fresh=options.fresh, port=options.port)


def _migrate(_options: argparse.Namespace) -> int:
    from app import chores

    return chores.migrate(_prepared())


def _check(_options: argparse.Namespace) -> int:
    from app import preflight

    return preflight.check(_prepared())


def _owner_link(_options: argparse.Namespace) -> int:
    from app import chores

    return chores.owner_link(_prepared())


def _audit(_options: argparse.Namespace) -> int:
    from app import chores

    return chores.audit(_prepared())


def _parked(options: argparse.Namespace) -> int:
    from app import parked

    return parked.parked(_prepared(), options.act, options.numbers)


def _backup(options: argparse.Namespace) -> int:
    from app import backup

    return backup.backup(_prepared(), options.file)


def _restore(options: argparse.Namespace) -> int:
    from app import backup

    return backup.restore(_prepared(), options.file)


def _copy_database(options: argparse.Namespace) -> int:
    from app import copying

    return copying.copy_database(_prepared(), options.source, options.target)


if __name__ == "__main__":
    sys.exit(main())
