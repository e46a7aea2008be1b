"""What phones hold, and what is shown there."""
