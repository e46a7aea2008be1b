"""What people are told without having asked: notices, reminders, broadcasts, progress."""
