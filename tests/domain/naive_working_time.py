"""The second implementation of `flask sla`: slow, literal, sharing no code with the first.

It walks dates one by one and office time minute by minute, looks at every pause each time, and
finds the instant of a wall time by watching a clock. All its instants are whole minutes, and
wall times and zone transitions multiples of five.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@cache
def clock_faces(zone, day):
    """What the wall clock shows every five minutes, from well before to well after a date."""
    first = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=15)
    ticks = [first + timedelta(minutes=5 * n) for n in range(12 * 54)]
    return [(tick, tick.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for tick in ticks]


def instant_of(zone, day, wall):
    """Watch the clock until it shows that time of that date, or has jumped past it."""
    sought = datetime.fromisoformat(f"{day}T{wall}")
    return next(tick for tick, face in clock_faces(zone, day) if face >= sought)


def windows(calendar, day):
    if str(day) in calendar.get("closed", []):
        return []
    weekly = calendar["weekly"]
    for special in calendar.get("special", []):
        if special["from"] <= str(day) <= special["to"]:
            weekly = special["weekly"]
    return sorted(weekly.get(NAMES[day.weekday()], []))


def close(calendar, day):
    return max(instant_of(calendar["timezone"], day, end) for _start, end in windows(calendar, day))


def stands_still(pauses, moment):
    return any(start <= moment and (end is None or moment < end) for start, end in pauses)


def last_standstill(pauses, received):
    """Since when the clock has stood still for good, or None."""
    since = min((start for start, end in pauses if end is None), default=None)
    while since is not None:
        earlier = [start for start, end in pauses if end and start < since <= end]
        if not earlier:
            return max(since, received)
        since = min(earlier)
    return None


def answer_naively(request):
    calendar = request["calendar"]
    zone = ZoneInfo(calendar["timezone"])
    received = datetime.fromisoformat(request["received_at"]).astimezone(UTC)
    pauses = [
        (datetime.fromisoformat(start), end and datetime.fromisoformat(end))
        for start, end in request.get("pauses", [])
    ]
    count = count_days if "days" in request["limit"] else count_minutes
    found = count(request, calendar, received, pauses)
    if found["deadline"] is not None:
        found["deadline"] = found["deadline"].astimezone(zone).isoformat()
    return {"id": request["id"], **found}


def count_days(request, calendar, received, pauses):
    held_since = last_standstill(pauses, received)
    day = received.astimezone(ZoneInfo(calendar["timezone"])).date()
    if not windows(calendar, day) or received >= close(calendar, day):
        day = date.fromordinal(day.toordinal() + 1)
        while not windows(calendar, day):
            day = date.fromordinal(day.toordinal() + 1)
    receipt, left, told = day, request["limit"]["days"], 1
    dates = [{"date": str(day), "counted": False, "why": "receipt day"}]
    while left:
        day = date.fromordinal(day.toordinal() + 1)
        entry = {"date": str(day), "counted": False}
        dates.append(entry)
        if str(day) in calendar.get("closed", []):
            entry["why"] = "closed"
        elif not windows(calendar, day):
            entry["why"] = "no office hours"
        elif held_since and close(calendar, day) >= held_since:
            break
        else:
            told = len(dates)
            if stands_still(pauses, close(calendar, day)):
                entry["why"] = "paused"
            else:
                entry["counted"] = True
                left -= 1
    held = {"deadline": None, "remaining": {"days": left}} if left else None
    ended = held or {"deadline": close(calendar, day)}
    return {**ended, "receipt_day": str(receipt), "days": dates[:told]}


def count_minutes(request, calendar, received, pauses):
    held_since = last_standstill(pauses, received)
    zone = calendar["timezone"]
    day = received.astimezone(ZoneInfo(zone)).date()
    left = request["limit"]["minutes"]
    while True:
        for start, end in windows(calendar, day):
            minute, shut = instant_of(zone, day, start), instant_of(zone, day, end)
            while minute < shut:
                if held_since and minute >= held_since:
                    return {"deadline": None, "remaining": {"minutes": left}}
                if minute >= received and not stands_still(pauses, minute):
                    left -= 1
                minute += MINUTE
                if not left:
                    return {"deadline": minute}
        day = date.fromordinal(day.toordinal() + 1)
