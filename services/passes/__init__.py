"""Passes: what cards show, signing them, the phones that hold them."""
