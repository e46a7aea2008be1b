"""`python -m sandbox --port 8081`: the sandbox alone, with one ready token."""

import argparse
import asyncio

from sandbox.server import TOKEN, Sandbox


async def serve(port: int, *, enforce_limits: bool) -> None:
    """Serves until interrupted."""
    sandbox = Sandbox(TOKEN, port=port, enforce_limits=enforce_limits)
    sandbox.cast()
    async with sandbox:
        print(f"Phones: {sandbox.url}/\nBot API: {sandbox.url}\nToken: {sandbox.token}", flush=True)  # noqa: T201 - a command
        await asyncio.Event().wait()


def main() -> None:
    """Reads the arguments and serves."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A Bot API server on loopback, with phones.")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--limits", action="store_true", help="enforce Telegram's rate limits")
    arguments = parser.parse_args()
    try:
        asyncio.run(serve(arguments.port, enforce_limits=arguments.limits))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
