"""What a test can choose when it starts the double; the defaults are Telegram's own figures."""

from dataclasses import dataclass

MONDAY_MORNING = 1_795_399_200  # Monday 23 November 2026, 09.00 WIB: dates are told, never read


@dataclass
class Settings:
    """The bot's identity and the limits in force; a rate of 0 switches that limit off."""

    token: str = "8000000001:AAdoubleOfTheBotApiForTestsOnly0000"
    first_name: str = "Helpdesk PBJ"
    username: str = "helpdesk_pbj_bot"
    date: int = MONDAY_MORNING
    first_update_id: int = 730_000_001
    overall_per_second: float = 30.0
    chat_per_second: float = 1.0
    chat_burst: int = 3
    group_per_minute: float = 20.0
    webhook_retry: float = 0.1  # seconds before the first repeat; doubles up to webhook_retry_max
    webhook_retry_max: float = 2.0
    webhook_timeout: float = 10.0

    @property
    def bot(self) -> dict[str, object]:
        """The bot as the `User` that getMe returns."""
        return {
            "id": int(self.token.split(":")[0]),
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
