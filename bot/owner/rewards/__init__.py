"""Coupons and referrals as the owner sees them."""
