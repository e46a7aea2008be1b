"""The conversation on Telegram: routers for members, staff and owners."""
