"""Fields of the catalogue's schemas, with the reasons of a refusal in Indonesian."""

import re
from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from itertools import pairwise
from typing import Any

from marshmallow import ValidationError, fields

from helpdesk.domain.calendar import Window
from helpdesk.domain.catalogue import PLACEHOLDERS
from helpdesk.domain.working_time import Limit, WorkingDays, WorkingMinutes

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_WINDOW = re.compile(r"(\d{1,2})[.:](\d{2})\s*-\s*(\d{1,2})[.:](\d{2})")


class Text(fields.Field[str]):
    """Words to print: never empty, and with no placeholder the profile cannot fill."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("harus berupa teks (beri tanda kutip bila berupa angka)")
        text = value.strip()
        if not text:
            raise ValidationError("tidak boleh kosong")
        unknown = set(_PLACEHOLDER.findall(text)) - PLACEHOLDERS
        if unknown:
            known = ", ".join("{" + name + "}" for name in sorted(PLACEHOLDERS))
            raise ValidationError(f"isian {{{unknown.pop()}}} tidak dikenal; yang ada: {known}")
        return text


class Code(Text):
    """A name that never changes: small letters, digits and hyphens."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not _CODE.fullmatch(text):
            raise ValidationError(f"kode '{text}' hanya boleh huruf kecil, angka dan tanda hubung")
        return text


class Choice(Text):
    """One of a few words."""

    def __init__(self, choices: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = choices

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text not in self.choices:
            raise ValidationError(f"'{text}' tidak dikenal; pilih: {', '.join(self.choices)}")
        return text


class Member(fields.Field[Any]):
    """A member of one of the domain's enumerations, by its value."""

    def __init__(self, enum: type[Enum], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.enum = enum

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        try:
            return self.enum(value)
        except ValueError:
            known = ", ".join(str(member.value) for member in self.enum)
            raise ValidationError(f"'{value}' tidak dikenal; pilih: {known}") from None


class Texts(fields.Field[tuple[str, ...]]):
    """A list of texts, as a tuple."""

    def __init__(self, item: fields.Field[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.item = item or Text()

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValidationError("harus berupa daftar (baris diawali tanda '- ')")
        items, errors = [], {}
        for index, entry in enumerate(value):
            try:
                items.append(self.item.deserialize(entry))
            except ValidationError as error:
                errors[index] = error.messages
        if errors:
            raise ValidationError(errors)
        return tuple(items)


class TextOrTexts(Texts):
    """One text, or a list of them."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str):
            return self.item.deserialize(value)
        texts = super()._deserialize(value, attr, data, **kwargs)
        if not texts:
            raise ValidationError("tidak boleh kosong")
        return texts


class TextMap(fields.Field[Mapping[str, str]]):
    """Names with a text each; the keys are words of the source."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Mapping[str, str]:
        if not isinstance(value, dict):
            raise ValidationError("harus berisi 'nama: isi'")
        texts, errors = {}, {}
        for name, text in value.items():
            try:
                texts[str(name)] = str(Text().deserialize(text))
            except ValidationError as error:
                errors[str(name)] = error.messages
        if errors:
            raise ValidationError(errors)
        return texts


class Flag(fields.Field[bool]):
    """true or false."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("harus true atau false")
        return value


class Count(fields.Field[int]):
    """A whole number from `least` on."""

    def __init__(self, least: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least = least

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < self.least:
            raise ValidationError(f"harus bilangan bulat paling sedikit {self.least}")
        return value


class StepNumber(fields.Field[str]):
    """A step's number as its source writes it: 7, '7a', '8 (kedua)'."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip():
            raise ValidationError("harus berupa nomor langkah")
        return str(value).strip()


class Day(fields.Field[date]):
    """A date written 2026-03-18: YAML reads it as a date, JSON knows it as a text."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> date:
        if type(value) is date:
            return value
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise ValidationError(f"tanggal {value} tidak ada") from None
        raise ValidationError("harus tanggal seperti 2026-03-18")


class LimitField(fields.Field[Limit]):
    """{working_days: n} or {minutes: n}."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Limit:
        if not isinstance(value, dict) or len(value) != 1:
            raise ValidationError("harus {working_days: n} atau {minutes: n}, salah satu saja")
        unit, count = next(iter(value.items()))
        if unit not in ("working_days", "minutes"):
            raise ValidationError(f"satuan '{unit}' tidak dikenal; pilih: working_days, minutes")
        try:
            number = int(Count().deserialize(count) or 0)
        except ValidationError as error:
            raise ValidationError({unit: error.messages}) from None
        return WorkingDays(number) if unit == "working_days" else WorkingMinutes(number)


class Weekly(fields.Field[Mapping[int, tuple[Window, ...]]]):
    """Hours for each weekday: {mon: ["07.30-12.00", "13.00-16.00"], …}; a day unnamed is closed."""

    def _deserialize(
        self, value: Any, attr: Any, data: Any, **kwargs: Any
    ) -> Mapping[int, tuple[Window, ...]]:
        if not isinstance(value, dict) or not value:
            raise ValidationError("harus berisi jam setiap hari, seperti mon: ['07.30-12.00']")
        weekly, errors = {}, {}
        for name, texts in value.items():
            try:
                weekly[_weekday(name)] = _windows(texts)
            except ValidationError as error:
                errors[name] = error.messages
        if errors:
            raise ValidationError(errors)
        if not any(weekly.values()):
            raise ValidationError("harus ada sedikitnya satu hari dengan jam")
        return weekly


def _weekday(name: Any) -> int:
    if name not in WEEKDAYS:
        raise ValidationError(f"hari tidak dikenal; pilih: {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(name)


def _windows(texts: Any) -> tuple[Window, ...]:
    if not isinstance(texts, list):
        raise ValidationError("harus berupa daftar jam, seperti ['07.30-12.00']")
    windows = tuple(_window(text) for text in texts)
    for before, after in pairwise(windows):
        if after.start < before.end:
            raise ValidationError("jam bertumpuk atau tidak berurutan")
    return windows


def _window(text: Any) -> Window:
    match = _WINDOW.fullmatch(text) if isinstance(text, str) else None
    if not match:
        raise ValidationError(f"jam '{text}' harus ditulis seperti '07.30-12.00'")
    numbers = [int(part) for part in match.groups()]
    try:
        start, end = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    except ValueError:
        raise ValidationError(f"jam '{text}' tidak ada") from None
    if start >= end:
        raise ValidationError(f"jam '{text}' berakhir sebelum dimulai")
    return Window(start, end)
