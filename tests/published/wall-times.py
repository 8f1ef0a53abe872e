"""Wall times around clock changes as instants, by CPython's zoneinfo: an implementation of its own, over the system's
zone table. A time that is skipped is read with the offset before the change, one that is repeated is its first.

    python3 tests/published/wall-times.py > tests/published/wall-times.csv
"""
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

CASES = {
    "America/New_York": ["2026-03-08", "2026-11-01"],
    "Europe/London": ["2026-03-29", "2026-10-25"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],
    "America/Santiago": ["2026-04-04", "2026-09-06"],
    "Asia/Kolkata": ["2026-03-29", "2026-10-25"],
    "Pacific/Auckland": ["2026-04-05", "2026-09-27"],
}
TIMES = ["00:00", "00:30", "01:00", "01:30", "01:45", "02:00", "02:15", "02:30", "02:59", "03:00", "09:00", "23:30"]

print("zone,day,wall,instant")
for zone, days in CASES.items():
    for day in days:
        for wall in TIMES:
            local = datetime.fromisoformat(f"{day}T{wall}").replace(tzinfo=ZoneInfo(zone))
            print(f"{zone},{day},{wall},{local.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%S.000Z}")
