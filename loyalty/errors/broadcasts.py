"""What a broadcast cannot say, or not then."""

from dataclasses import dataclass

from loyalty.errors.refusal import Refusal


@dataclass(eq=False)
class BroadcastUnknown(Refusal):
    """No broadcast is this one; a draft may have been deleted."""


@dataclass(eq=False)
class BroadcastClosed(Refusal):
    """The broadcast is on its way, planned or over: what it says can no longer be changed."""


@dataclass(eq=False)
class MessageUnusable(Refusal):
    """What was sent is neither a text nor a photo."""


@dataclass(eq=False)
class LabelUnreadable(Refusal):
    """A button needs a label and a link below it."""


@dataclass(eq=False)
class LinkUnusable(Refusal):
    """The link does not begin with https, or leads to no place that has a name."""


@dataclass(eq=False)
class NobodyToReach(Refusal):
    """Nobody of the chosen people can be reached and has agreed to offers."""


@dataclass(eq=False)
class MomentUnreadable(Refusal):
    """The text is no date with a time."""


@dataclass(eq=False)
class MomentPassed(Refusal):
    """The moment is not in the future."""


@dataclass(eq=False)
class MomentTooFar(Refusal):
    """The moment is more than `days` ahead."""

    days: int


@dataclass(eq=False)
class MomentSkipped(Refusal):
    """The clocks jump over this local time."""
