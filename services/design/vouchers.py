"""A gift certificate on paper. CPU work: use a thread."""

from wallet.voucher import Voucher, pdf

__all__ = ["Voucher", "pdf"]
