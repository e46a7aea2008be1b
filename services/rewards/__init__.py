"""What members get beside points: coupons, tiers, referrals, birthdays, what a decision promises."""
