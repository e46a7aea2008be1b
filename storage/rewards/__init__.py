"""Coupons, tiers and referrals."""
