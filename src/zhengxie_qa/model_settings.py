"""Language models as the settings name them: ``provider:model``, and how to reach each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlsplit

from zhengxie_qa.errors import ConfigError

SECONDS = 120  # a small model without a GPU reads 4,000 tokens of passages in about a minute
CONTEXT = 8192  # tokens that every model in use today has, and that fit beside one of 8 billion parameters in 8 GB
_RANGES = {"seconds": (1, 3600), "context": (1024, 1_000_000)}


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """A language model by name (``provider:model``), and how to reach it. The key is in no repr."""

    name: str
    base_url: str | None = None  # of its server; None: the provider's own
    api_key: str | None = field(default=None, repr=False)  # None: the provider's own variable, as OPENAI_API_KEY
    seconds: int = SECONDS  # an answer may take in all; then the documents are quoted
    context: int = CONTEXT  # tokens the model reads and writes in one go
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)  # passed to the provider as they are
    label: str = ""  # what people are told it is called; empty: its name

    @property
    def provider(self) -> str:
        """What stands before the colon."""
        return self.name.partition(":")[0]

    @property
    def title(self) -> str:
        """What people are told it is called."""
        return self.label or self.name


def read_models(value: object, environment: Mapping[str, str], where: str) -> tuple[ModelSettings, ...]:
    """Return the models of a list as the settings file writes it: names, or tables of settings with a name.

    A table may name the environment variable that holds the key, ``api_key_variable``. Raises ConfigError.
    """
    if not isinstance(value, list):
        raise ConfigError(f'{where} 应为列表，例如 models = ["ollama:qwen3:8b"]。')
    return tuple(_read(item, environment, f"{where}第{number}项") for number, item in enumerate(value, 1))


def _read(item: object, environment: Mapping[str, str], where: str) -> ModelSettings:
    values = {"name": item} if isinstance(item, str) else item
    known = [setting.name for setting in fields(ModelSettings)]
    if not isinstance(values, dict) or not isinstance(values.get("name"), str) or not values["name"]:
        raise ConfigError(
            f'{where}应为模型名，或含 name 的表，例如 {{name = "openai:qwen3-32b", base_url = "http://…"}}。'
        )
    for key, given in values.items():
        if key == "api_key_variable":
            continue
        if key not in known:
            raise ConfigError(f"{where}有不认识的键“{key}”。可用的键：{'、'.join(known)}、api_key_variable。")
        if key in _RANGES:
            whole_number(given, f"{where}的“{key}”", *_RANGES[key])
        elif key == "options":
            options_table(given, f"{where}的“{key}”")
        elif key == "base_url":
            web_address(given, f"{where}的“{key}”")
        elif not isinstance(given, str):
            raise ConfigError(f"{where}的“{key}”应为文字（加引号）。")
    variable = str(values.pop("api_key_variable", "")) if "api_key_variable" in values else ""
    key = environment.get(variable, "").strip()
    return ModelSettings(**{**values, **({"api_key": key} if key else {})})


def like(model: ModelSettings, usual: ModelSettings) -> ModelSettings:
    """Return ``model`` with the address and key of ``usual`` where it has neither and is of the same provider.

    A key goes to no other address than the one it was set with.
    """
    if model.base_url or model.api_key or model.provider != usual.provider:
        return model
    return replace(model, base_url=usual.base_url, api_key=usual.api_key, options={**usual.options, **model.options})


def whole_number(value: object, where: str, lowest: int, highest: int) -> int:
    """Return ``value`` as a whole number of that range; raises ConfigError."""
    text = str(value)
    whole = text.isascii() and text.isdigit() and not isinstance(value, bool)
    if not whole or not lowest <= int(text) <= highest:
        raise ConfigError(f"{where} 应为 {lowest} 到 {highest} 之间的整数，实为 {value!r}。")
    return int(text)


def web_address(value: object, where: str) -> str:
    """Return ``value`` as the address of a server; raises ConfigError."""
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https") or not parts.netloc:
        raise ConfigError(f"{where} 应为以 http:// 或 https:// 开头的网址，例如 http://127.0.0.1:8000/v1。")
    return str(value)


def options_table(value: object, where: str) -> dict[str, Any]:
    """Return ``value`` as options for a provider; raises ConfigError."""
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where} 应为一张表，例如 [model_options] 下一行 temperature = 0.2。")
    return dict(value)
