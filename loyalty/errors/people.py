"""What codes, people and their rights are refused for."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.errors.refusal import Refusal


@dataclass(eq=False)
class CodeUnreadable(Refusal):
    """The picture or text holds no code."""


@dataclass(eq=False)
class CodeUnknown(Refusal):
    """The code belongs to nobody here."""


@dataclass(eq=False)
class CodeExpired(Refusal):
    """The code was replaced or has run out."""


@dataclass(eq=False)
class CodePaid(Refusal):
    """The changing code of this half minute has paid for another cheque."""


@dataclass(eq=False)
class ChangingCodeNeeded(Refusal):
    """Points can pay only after the code that changes was shown: nobody could be asked in Telegram."""


@dataclass(eq=False)
class CodeMistyped(Refusal):
    """The check digit does not fit the ten digits."""


@dataclass(eq=False)
class SeveralCodes(Refusal):
    """The picture shows more than one member's code."""


@dataclass(eq=False)
class PictureUnusable(Refusal):
    """The picture cannot be opened, or is too large to be opened safely."""


@dataclass(eq=False)
class ForeignContact(Refusal):
    """The contact is not the sender's own."""


@dataclass(eq=False)
class PhoneTaken(Refusal):
    """The phone number belongs to another member."""


@dataclass(eq=False)
class NotRegistered(Refusal):
    """The person is no member yet."""


@dataclass(eq=False)
class ConsentMissing(Refusal):
    """Without consent to processing nobody becomes a member."""


@dataclass(eq=False)
class NotAllowed(Refusal):
    """The person's role does not permit this."""


@dataclass(eq=False)
class InvitationUsed(Refusal):
    """The invitation link worked once already."""


@dataclass(eq=False)
class InvitationExpired(Refusal):
    """The invitation link has run out; `expired_at` is UTC."""

    expired_at: datetime


@dataclass(eq=False)
class InvitationUnknown(Refusal):
    """No such invitation."""
