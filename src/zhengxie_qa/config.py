"""Settings: defaults < settings file < environment < command line."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from zhengxie_qa.errors import ConfigError

SETTINGS_FILE = "zhengxie-qa.toml"
_VARIABLES = {
    "corpus": "ZHENGXIE_CORPUS",
    "index": "ZHENGXIE_INDEX",
    "encoder": "ZHENGXIE_ENCODER",
    "reranker": "ZHENGXIE_RERANKER",
    "model": "ZHENGXIE_MODEL",
    "host": "HOST",
    "port": "PORT",
}
_HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run works on, and with."""

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    encoder: str | None = None  # None: the bundled static model
    reranker: str | None = None  # None: no reranking
    model: str | None = None  # None: answer by quoting
    host: str = "127.0.0.1"
    port: int = 7860


def read_settings(
    arguments: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """Return the settings of a run started in ``folder`` (default: the working folder).

    ``arguments`` may hold other keys than settings; None and empty values count as not given.
    Raises ConfigError naming the file and key, or the variable, that is wrong.
    """
    environment = os.environ if environment is None else environment
    settings = _from_file(Settings(), (folder or Path()) / SETTINGS_FILE)
    for key, variable in _VARIABLES.items():
        settings = _with(settings, key, environment.get(variable, "").strip(), f"环境变量 {variable}")
    for key in _VARIABLES:
        settings = _with(settings, key, (arguments or {}).get(key), f"参数 --{key}")
    return settings


def _from_file(settings: Settings, path: Path) -> Settings:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return settings
    except OSError as error:
        raise ConfigError(f"设置文件 {path} 无法读取：{error.strerror or error}。") from error
    except ValueError as error:  # not UTF-8, or not TOML: the error gives the line
        raise ConfigError(f"设置文件 {path} 格式有误：{error}。") from error
    known = [field.name for field in fields(Settings)]
    for key, value in values.items():
        if key not in known:
            raise ConfigError(f"设置文件 {path} 中有不认识的键“{key}”。可用的键：{'、'.join(known)}。")
        settings = _with(settings, key, value, f"设置文件 {path} 的“{key}”")
    return settings


def _with(settings: Settings, key: str, value: object, where: str) -> Settings:
    if value is None or value == "":
        return settings
    change: dict[str, Any] = {key: _converted(key, value, where)}
    return replace(settings, **change)


def _converted(key: str, value: object, where: str) -> object:
    if key == "port":
        return _port(value, where)
    if not isinstance(value, str | Path):
        raise ConfigError(f"{where} 应为文字，实为 {value!r}。")
    return Path(value).expanduser() if key in ("corpus", "index") else str(value)


def _port(value: object, where: str) -> int:
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or int(text) > _HIGHEST_PORT:
        raise ConfigError(f"{where} 应为 0 到 {_HIGHEST_PORT} 之间的整数，实为 {value!r}。")
    return int(text)
