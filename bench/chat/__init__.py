"""What the measurements of the bot share: people who write, Telegram's side, a bureau's past."""
