"""A double of Telegram's Bot API: own process, real sockets, strict where Telegram is strict."""
