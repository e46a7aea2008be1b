"""The outbox: what others must hear, claimed in small groups and finished under a lease."""

from storage.plumbing.outbox import Backlog, Job, backlog, claim, fail, finish, purge, retry

__all__ = ["Backlog", "Job", "backlog", "claim", "fail", "finish", "purge", "retry"]
