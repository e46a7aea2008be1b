"""The conversation on Telegram: routers for members, staff and owners."""

# Before any other module here imports aiogram.
from bot import telegram as telegram
