"""Settings: defaults < settings file < environment < command line."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, cast

from zhengxie_qa.errors import ConfigError
from zhengxie_qa.model_settings import (
    CONTEXT,
    SECONDS,
    ModelSettings,
    like,
    options_table,
    read_models,
    web_address,
    whole_number,
)
from zhengxie_qa.store_settings import COLLECTION, KINDS, LOCAL, StoreSettings

SETTINGS_FILE = "zhengxie-qa.toml"
LEXICON_VARIABLE = "ZHENGXIE_LEXICON"  # read wherever a word list is, in every process
READER_VARIABLE = "ZHENGXIE_READER"  # read wherever sentences are
CAUTION_VARIABLE = "ZHENGXIE_CAUTION"  # read wherever it is decided whether a sentence answers
Caution = Literal["low", "normal", "high"]
_CAUTIONS = {"low": "low", "低": "low", "normal": "normal", "中": "normal", "high": "high", "高": "high"}
_VARIABLES = {
    "corpus": "ZHENGXIE_CORPUS",
    "index": "ZHENGXIE_INDEX",
    "encoder": "ZHENGXIE_ENCODER",
    "reranker": "ZHENGXIE_RERANKER",
    "model": "ZHENGXIE_MODEL",
    "base_url": "ZHENGXIE_BASE_URL",
    "api_key": "ZHENGXIE_API_KEY",
    "model_seconds": "ZHENGXIE_MODEL_SECONDS",
    "model_context": "ZHENGXIE_MODEL_CONTEXT",
    "uploads": "ZHENGXIE_UPLOADS",
    "feedback": "ZHENGXIE_FEEDBACK",
    "host": "HOST",
    "port": "PORT",
    "hosts": "ZHENGXIE_HOSTS",
    "lexicon": LEXICON_VARIABLE,
    "reader": READER_VARIABLE,
    "store": "ZHENGXIE_STORE",
    "store_uri": "ZHENGXIE_STORE_URI",
    "store_key": "ZHENGXIE_STORE_KEY",
    "store_collection": "ZHENGXIE_STORE_COLLECTION",
    "store_seconds": "ZHENGXIE_STORE_SECONDS",
    "caution": CAUTION_VARIABLE,
}
_HIGHEST_PORT = 65535
_WHOLE_NUMBERS = {"model_seconds": (1, 3600), "model_context": (1024, 1_000_000), "store_seconds": (1, 600)}
_NEVER_AN_ARGUMENT = ("api_key", "model_options", "store_key")  # others on the machine can read what was typed


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
    hosts: str = ""  # names that visitors use for this server, separated by commas; its addresses need no mention
    lexicon: Path | None = None  # the office's own word lists, added to ours of the same name; None: ours alone
    uploads: bool = False  # visitors of the page may add files to the corpus and remove them
    reader: bool = True  # a small transformer reads the best sentences again; False: signals decide alone
    caution: Caution = "normal"  # how sure a sentence has to be before it is given as the answer
    feedback: bool = True  # readers of the page may say whether an answer was useful; kept beside the index
    store: str = LOCAL  # what holds the passages: one of store_settings.KINDS
    store_uri: str | None = None  # of a server, or the folder of an engine in this process
    store_key: str | None = field(default=None, repr=False)  # of a server
    store_collection: str = COLLECTION  # on a server
    store_seconds: int = 10  # a request to a server may take
    base_url: str | None = None  # of the model's server; None: the provider's own
    api_key: str | None = field(default=None, repr=False)  # None: the provider's own variable, as OPENAI_API_KEY
    model_seconds: int = SECONDS  # an answer may take in all; then the documents are quoted
    model_context: int = CONTEXT  # tokens the model reads and writes in one go
    model_options: Mapping[str, Any] = field(default_factory=dict, repr=False)  # passed to the provider as they are

    models: tuple[ModelSettings, ...] = ()  # others that visitors of the page may choose

    @property
    def language_models(self) -> tuple[ModelSettings, ...]:
        """The language models that may write, the usual one first; empty where documents are quoted."""
        if self.model is None:
            return self.models
        usual = next((each for each in self.models if self.model in (each.label, each.name)), None) or self.named
        return (usual, *(each for each in self.models if each.title != usual.title))

    @property
    def store_settings(self) -> StoreSettings:
        """What holds the passages."""
        return StoreSettings(self.store, self.store_uri, self.store_key, self.store_collection, self.store_seconds)

    @property
    def named(self) -> ModelSettings:
        """The model named ``model``, with the settings that stand beside it."""
        return ModelSettings(
            self.model or "", self.base_url, self.api_key, self.model_seconds, self.model_context, self.model_options
        )


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
    settings = _from_file(Settings(), (folder or Path()) / SETTINGS_FILE, environment)
    for key, variable in _VARIABLES.items():
        settings = _with(settings, key, environment.get(variable, "").strip(), f"环境变量 {variable}")
    settings = replace(settings, models=tuple(like(each, settings.named) for each in settings.models))
    for key in _VARIABLES:
        if key not in _NEVER_AN_ARGUMENT:
            settings = _with(settings, key, (arguments or {}).get(key), f"参数 --{key.replace('_', '-')}")
    return settings


def _from_file(settings: Settings, path: Path, environment: Mapping[str, str]) -> Settings:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return settings
    except OSError as error:
        raise ConfigError(f"设置文件 {path} 无法读取：{error.strerror or error}。") from error
    except ValueError as error:  # not UTF-8, or not TOML: the error gives the line
        raise ConfigError(f"设置文件 {path} 格式有误：{error}。") from error
    known = [setting.name for setting in fields(Settings)]
    for key, value in values.items():
        if key not in known:
            raise ConfigError(f"设置文件 {path} 中有不认识的键“{key}”。可用的键：{'、'.join(known)}。")
        where = f"设置文件 {path} 的“{key}”"
        if key == "models":
            settings = replace(settings, models=read_models(value, environment, where))
        else:
            settings = _with(settings, key, value, where)
    return settings


def _with(settings: Settings, key: str, value: object, where: str) -> Settings:
    if value is None or value == "":
        return settings
    change: dict[str, Any] = {key: _converted(key, value, where)}
    if key == "model" and settings.model and ModelSettings(str(value)).provider != settings.named.provider:
        # An address or key that was set for one provider is not for another.
        change |= {"base_url": None, "api_key": None, "model_options": {}}
    return replace(settings, **change)


def _converted(key: str, value: object, where: str) -> object:
    if key in _NAMED:
        return _NAMED[key](value, where)
    if key == "port":
        return whole_number(value, where, 0, _HIGHEST_PORT)
    if key in _WHOLE_NUMBERS:
        return whole_number(value, where, *_WHOLE_NUMBERS[key])
    if key == "base_url":
        return web_address(value, where)
    if key == "model_options":
        return options_table(value, where)
    if key == "store" and value not in KINDS:
        raise ConfigError(f"{where} 应为 {'、'.join(KINDS)} 之一，实为 {value!r}。")
    if key in ("api_key", "store_key") and not isinstance(value, str):
        raise ConfigError(f"{where} 应为文字（加引号）。")
    if not isinstance(value, str | Path):
        raise ConfigError(f"{where} 应为文字，实为 {value!r}。")
    return Path(value).expanduser() if key in ("corpus", "index", "lexicon") else str(value)


def caution_named(value: object, where: str) -> Caution:
    """Return the caution that ``value`` names: low, normal or high; raises ConfigError."""
    named = _CAUTIONS.get(str(value).strip().lower())
    if named is None:
        raise ConfigError(f"{where} 应为 low、normal 或 high，实为 {value!r}。")
    return cast(Caution, named)


_ON = ("true", "1", "yes", "on", "是")
OFF = ("false", "0", "no", "off", "否")


def _switch(value: object, where: str) -> bool:
    text = str(value).strip().lower()
    if text in _ON or text in OFF:
        return text in _ON
    raise ConfigError(f"{where} 应为 true 或 false，实为 {value!r}。")


_NAMED: Mapping[str, Callable[[object, str], object]] = {
    "uploads": _switch,
    "feedback": _switch,
    "reader": _switch,
    "caution": caution_named,
}
