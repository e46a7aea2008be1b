"""Members and the people behind them."""
