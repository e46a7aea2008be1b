"""What every `tessera run` does once at its start, done before the forks: all words read, all handlers known."""

import atexit
import gc

from bot import application

application.dispatcher()
gc.freeze()  # so that no fork walks through two million objects that are no garbage
atexit.register(gc.unfreeze)
