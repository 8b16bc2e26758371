"""What people know better than the reader: ``NAME.meta.toml`` beside a file overrides what was read from it.

NAME is the file's whole name (报告.docx.meta.toml) or the name without its type (报告.meta.toml)::

    title = "……工作报告"
    year = 2024
    date = 2025-01-07
    kind = "工作报告"
"""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from zhengxie_qa.documents.metadata.document_kinds import FORMER_NAMES, KINDS
from zhengxie_qa.documents.registry import is_supported
from zhengxie_qa.types import Metadata

SUFFIX = ".meta.toml"
_LARGEST = 64 * 1024  # bytes; a dozen lines are the rule
_LONGEST = 300  # characters of a value
_YEARS = range(1949, 2101)  # the first CPPCC met in 1949


class SidecarError(ValueError):
    """A sidecar cannot be used; the message is a Chinese clause that names the file and the key."""


def is_sidecar(path: Path) -> bool:
    """Say whether ``path`` is named like a sidecar."""
    return path.name.endswith(SUFFIX)


def sidecar_of(path: Path) -> Path | None:
    """Return the sidecar of the document at ``path``, if it has one; the whole name goes before the bare one."""
    names = (path.name + SUFFIX, path.stem + SUFFIX)
    return next((one for name in names if _is_file(one := path.with_name(name))), None)


def _is_file(path: Path) -> bool:
    """Say whether there is a file; a name with the ending may be longer than the file system allows."""
    try:
        return path.is_file()
    except OSError:
        return False


def has_document(sidecar: Path) -> bool:
    """Say whether the file that ``sidecar`` speaks of is there."""
    name = sidecar.name.removesuffix(SUFFIX)
    siblings = (one for one in sidecar.parent.iterdir() if is_supported(one))
    return any(name in (one.name, one.stem) for one in siblings)


def overridden(metadata: Metadata, sidecar: Path) -> Metadata:
    """Return ``metadata`` with the values that ``sidecar`` gives; raises ``SidecarError``."""
    known = [field.name for field in fields(Metadata)]
    changes: dict[str, Any] = {}
    for key, value in _values(sidecar).items():
        if key not in known:
            raise SidecarError(f"{sidecar.name} 中有不认识的键“{key}”，可用的键：{'、'.join(known)}")
        problem = _problem(key, value)
        if problem:
            raise SidecarError(f"{sidecar.name} 的“{key}”{problem}，实为 {value!r}")
        changes[key] = value.isoformat() if isinstance(value, date) else value
    if (former := changes.get("kind")) in FORMER_NAMES:
        changes["kind"] = FORMER_NAMES[former]
    return replace(metadata, **changes)


def _values(sidecar: Path) -> dict[str, Any]:
    try:
        if sidecar.stat().st_size > _LARGEST:
            raise SidecarError(f"{sidecar.name} 过大（上限 {_LARGEST >> 10} KB）")
        return tomllib.loads(sidecar.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SidecarError(f"{sidecar.name} 无法读取（{error.strerror or '系统错误'}）") from error
    except SidecarError:
        raise
    except (ValueError, RecursionError) as error:  # not UTF-8, or not TOML: the error gives the line
        raise SidecarError(f"{sidecar.name} 格式有误（{str(error).splitlines()[0]}）") from error


def _problem(key: str, value: object) -> str:
    """Return what is wrong with ``value`` (a Chinese clause), or an empty string."""
    if key == "year":
        right = isinstance(value, int) and not isinstance(value, bool) and value in _YEARS
        return "" if right else f"应为 {_YEARS[0]} 到 {_YEARS[-1]} 的整数"
    if key in ("date", "effective_date"):
        return "" if _is_day(value) else "应为日期（如 2025-01-07）"
    if not isinstance(value, str) or "\n" in value or len(value) > _LONGEST:
        return f"应为一行文字（{_LONGEST} 字以内）"
    if key == "kind" and FORMER_NAMES.get(value, value) not in KINDS:
        return f"应为下列之一：{'、'.join(KINDS)}"
    return ""


def _is_day(value: object) -> bool:
    try:
        return type(value) is date or (isinstance(value, str) and date.fromisoformat(value).isoformat() == value)
    except ValueError:
        return False
