"""Refusals: what a person asked for and cannot have. The class name is the key of the words that explain it."""

from loyalty.errors.broadcasts import *  # noqa: F403 - what stands there is what everybody imports from here
from loyalty.errors.coupons import *  # noqa: F403 - what stands there is what everybody imports from here
from loyalty.errors.people import *  # noqa: F403 - what stands there is what everybody imports from here
from loyalty.errors.programme import *  # noqa: F403 - what stands there is what everybody imports from here
from loyalty.errors.refusal import Refusal as Refusal
from loyalty.errors.sale import *  # noqa: F403 - what stands there is what everybody imports from here
from loyalty.errors.typed import *  # noqa: F403 - what stands there is what everybody imports from here
