"""What a cashier sees and does."""
