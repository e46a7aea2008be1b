"""What a member sees and does."""
