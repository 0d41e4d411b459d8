"""The people of the example office; every name is invented, every address leads nowhere."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from helpdesk.domain.roles import Role
from helpdesk.models import Officer
from helpdesk.usecases.officers import Passwords, create_officer

PBJ = "bagian-pengelolaan-pbj"
LPSE = "bagian-pengelolaan-lpse"
ADVOKASI = "bagian-pembinaan-advokasi"
MAIL = "biropbj.example"  # reserved for examples: nobody can receive mail there


@dataclass(frozen=True)
class Person:
    """One officer; `key` is what stories call them."""

    key: str
    name: str
    unit: str | None
    roles: tuple[Role, ...]
    duty: str


OFFICE = (
    Person("rahmi", "Rahmi Wulandari", LPSE, (Role.HELPDESK,), "menerima dan menjawab di LPSE"),
    Person("dimas", "Dimas Prasetyo", LPSE, (Role.HELPDESK,), "petugas loket LPSE"),
    Person("yosua", "Yosua Tamban", LPSE, (Role.VERIFIER,), "memeriksa berkas penyedia"),
    Person("arif", "Arif Setiadi", LPSE, (Role.SYSTEM_ADMIN,), "menangani aplikasi SPSE"),
    Person("endang", "Endang Kartikasari", LPSE, (Role.UNIT_HEAD,), "memimpin layanan LPSE"),
    Person("lestari", "Lestari Handayani", PBJ, (Role.HELPDESK, Role.VERIFIER),
           "melayani PPK dan Pokja"),
    Person("bambang", "Bambang Sutrisno", PBJ, (Role.UNIT_HEAD,), "memimpin pengelolaan PBJ"),
    Person("siska", "Fransiska Dewi", ADVOKASI, (Role.HELPDESK,), "konsultasi dan bimtek"),
    Person("maryam", "Siti Maryam", ADVOKASI, (Role.UNIT_HEAD,), "memimpin pembinaan dan advokasi"),
    Person("hendra", "Hendra Wijaya Kusuma", "biro", (Role.BUREAU_HEAD,), "memimpin biro"),
    Person("nanda", "Nanda Pratiwi", None, (Role.ADMINISTRATOR,), "menjaga aplikasi ini"),
)


def hire(now: datetime) -> dict[str, Officer]:
    """Create the officers. Nobody knows their passwords: the demo signs in by a press."""
    passwords = Passwords()
    return {
        person.key: create_officer(
            passwords, name=person.name, email=f"{person.key}@{MAIL}",
            password=secrets.token_urlsafe(32), roles=person.roles, unit=person.unit, now=now,
            demo=True,
        )
        for person in OFFICE
    }
