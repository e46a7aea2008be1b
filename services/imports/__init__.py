"""Lists of former customers, and the balances of other systems."""
