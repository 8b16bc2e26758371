"""Settings come from four places, the nearer one wins, and a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa.config import SETTINGS_FILE, Settings, read_settings
from zhengxie_qa.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    (folder / SETTINGS_FILE).write_text(text, encoding="utf-8")
    return folder


def test_without_anything_given_the_defaults_hold(tmp_path: Path) -> None:
    expected = Settings(Path("corpus"), Path("index"), None, None, None, "127.0.0.1", 7860)
    assert read_settings({}, {}, tmp_path) == expected


def test_arguments_win_over_the_environment_over_the_file(tmp_path: Path) -> None:
    folder = write(tmp_path, 'corpus = "甲"\nindex = "甲"\nhost = "甲"\nport = 1\n')
    environment = {"ZHENGXIE_INDEX": "乙", "HOST": "乙", "PORT": "2"}
    settings = read_settings({"host": "丙", "port": None, "question": "？"}, environment, folder)
    assert settings == Settings(corpus=Path("甲"), index=Path("乙"), host="丙", port=2)


def test_every_setting_can_be_given_in_the_environment(tmp_path: Path) -> None:
    environment = {
        "ZHENGXIE_CORPUS": "c",
        "ZHENGXIE_INDEX": "i",
        "ZHENGXIE_ENCODER": "e",
        "ZHENGXIE_RERANKER": "r",
        "ZHENGXIE_MODEL": "m",
        "HOST": "h",
        "PORT": "8",
    }
    assert read_settings({}, environment, tmp_path) == Settings(Path("c"), Path("i"), "e", "r", "m", "h", 8)


def test_a_folder_of_own_word_lists_is_named_in_the_file_or_the_environment(tmp_path: Path) -> None:
    folder = write(tmp_path, 'lexicon = "~/words"\n')
    assert read_settings({}, {}, folder).lexicon == Path.home() / "words"
    assert read_settings({}, {"ZHENGXIE_LEXICON": "others"}, folder).lexicon == Path("others")


def test_an_empty_variable_counts_as_not_given(tmp_path: Path) -> None:
    assert read_settings({}, {"PORT": "", "ZHENGXIE_MODEL": " "}, tmp_path) == Settings()


def test_an_unknown_key_is_named_with_its_file_and_the_keys_there_are(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        read_settings({}, {}, write(tmp_path, 'corpsu = "x"'))
    assert SETTINGS_FILE in str(raised.value)
    assert "“corpsu”" in str(raised.value)
    assert "corpus、index" in str(raised.value)


def test_a_file_that_is_not_toml_is_named_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=rf"{SETTINGS_FILE} 格式有误：.*line 2"):
        read_settings({}, {}, write(tmp_path, 'corpus = "x"\nindex = \n'))


def test_a_file_saved_by_windows_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_bytes('\ufeffcorpus = "文档"\r\n'.encode())
    assert read_settings({}, {}, tmp_path).corpus == Path("文档")


@pytest.mark.parametrize("port", ["-1", "65536", "http", "８０"])
def test_a_port_that_is_none_is_refused_by_the_name_it_was_given_under(port: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="环境变量 PORT 应为 0 到 65535 之间的整数"):
        read_settings({}, {"PORT": port}, tmp_path)
    with pytest.raises(ConfigError, match="参数 --port 应为"):
        read_settings({"port": port}, {}, tmp_path)


def test_a_value_of_the_wrong_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="的“corpus” 应为文字，实为 3"):
        read_settings({}, {}, write(tmp_path, "corpus = 3"))
    with pytest.raises(ConfigError, match="的“port” 应为 0 到 65535"):
        read_settings({}, {}, write(tmp_path, "port = true"))


def test_a_tilde_means_the_home_folder(tmp_path: Path) -> None:
    assert read_settings({"corpus": "~/文档"}, {}, tmp_path).corpus == Path.home() / "文档"


# --- language models ---

LISTED = """
model = "openai:qwen3-32b"
base_url = "http://10.0.0.5:8000/v1"
api_key = "the usual key"
models = [
  "openai:qwen3-8b",
  "ollama:qwen3:8b",
  { name = "openai:deepseek", label = "DeepSeek", base_url = "https://api.deepseek.com/v1", api_key_variable = "DS" },
]
[model_options]
temperature = 0.1
"""


def test_the_usual_model_comes_first_with_what_is_set_for_it(tmp_path: Path) -> None:
    environment = {"ZHENGXIE_API_KEY": "k", "ZHENGXIE_MODEL_SECONDS": "30", "ZHENGXIE_MODEL_CONTEXT": "4096"}
    settings = read_settings({"model": "openai:m", "base_url": "http://x/v1"}, environment, tmp_path)
    (model,) = settings.language_models
    assert (model.name, model.base_url, model.api_key) == ("openai:m", "http://x/v1", "k")
    assert (model.seconds, model.context) == (30, 4096)


def test_a_listed_model_of_the_same_server_needs_no_more_than_its_name(tmp_path: Path) -> None:
    usual, other, *_ = read_settings({}, {}, write(tmp_path, LISTED)).language_models
    assert usual.options == {"temperature": 0.1}
    assert (other.title, other.base_url, other.api_key) == ("openai:qwen3-8b", usual.base_url, "the usual key")


def test_a_key_goes_to_no_other_address(tmp_path: Path) -> None:
    _, _, ollama, deepseek = read_settings({}, {}, write(tmp_path, LISTED)).language_models
    assert (ollama.base_url, ollama.api_key) == (None, None)
    assert (deepseek.title, deepseek.base_url, deepseek.api_key) == ("DeepSeek", "https://api.deepseek.com/v1", None)


def test_a_key_is_read_from_the_variable_named_and_shown_nowhere(tmp_path: Path) -> None:
    settings = read_settings({}, {"DS": "a secret"}, write(tmp_path, LISTED))
    assert settings.language_models[-1].api_key == "a secret"
    assert "secret" not in repr(settings)
    assert "the usual key" not in repr(settings)


def test_a_listed_model_can_be_asked_for_by_its_label(tmp_path: Path) -> None:
    settings = read_settings({"model": "DeepSeek"}, {"DS": "k"}, write(tmp_path, LISTED))
    usual = settings.language_models[0]
    assert (usual.name, usual.base_url, usual.api_key) == ("openai:deepseek", "https://api.deepseek.com/v1", "k")
    assert [model.title for model in settings.language_models].count("DeepSeek") == 1


def test_an_address_and_key_set_for_one_provider_do_not_go_to_another(tmp_path: Path) -> None:
    folder = write(tmp_path, LISTED)
    model = read_settings({"model": "anthropic:claude"}, {}, folder).language_models[0]
    assert (model.base_url, model.api_key, model.options) == (None, None, {})
    model = read_settings({"model": "openai:other"}, {}, folder).language_models[0]
    assert (model.base_url, model.api_key) == ("http://10.0.0.5:8000/v1", "the usual key")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('models = "openai:x"', "应为列表"),
        ("models = [1]", "第1项应为模型名"),
        ('models = ["a:b", {base_url = "http://x"}]', "第2项应为模型名，或含 name 的表"),
        ('models = [{name = "a:b", url = "x"}]', "不认识的键“url”"),
        ('models = [{name = "a:b", seconds = 0}]', "应为 1 到 3600 之间的整数"),
        ('models = [{name = "a:b", options = 1}]', "应为一张表"),
        ('models = [{name = "a:b", label = 1}]', "应为文字"),
        ('model_options = "x"', "应为一张表"),
        ("model_seconds = 0", "应为 1 到 3600 之间的整数"),
        ("api_key = 5", "应为文字"),
        ('base_url = "10.0.0.5:8000/v1"', "应为以 http:// 或 https:// 开头的网址"),
        ('models = [{name = "a:b", base_url = "x"}]', "第1项的“base_url” 应为以 http:// 或 https:// 开头的网址"),
        ('base_url = "http://["', "应为以 http:// 或 https:// 开头的网址"),
    ],
)
def test_what_is_wrong_with_a_model_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_settings({}, {}, write(tmp_path, text))
    assert words in str(raised.value)


@pytest.mark.parametrize(("said", "meant"), [("true", True), ("1", True), ("是", True), ("off", False), ("否", False)])
def test_uploads_are_off_until_they_are_allowed(said: str, meant: bool, tmp_path: Path) -> None:
    assert not read_settings({}, {}, tmp_path).uploads
    assert read_settings({}, {"ZHENGXIE_UPLOADS": said}, tmp_path).uploads is meant
    assert read_settings({"uploads": True}, {"ZHENGXIE_UPLOADS": "false"}, tmp_path).uploads
    (tmp_path / "zhengxie-qa.toml").write_text("uploads = true", encoding="utf-8")
    assert read_settings({"uploads": None}, {}, tmp_path).uploads


def test_an_unclear_permission_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ZHENGXIE_UPLOADS 应为 true 或 false"):
        read_settings({}, {"ZHENGXIE_UPLOADS": "maybe"}, tmp_path)


@pytest.mark.parametrize(("said", "meant"), [("low", "low"), ("High", "high"), ("中", "normal")])
def test_caution_is_named_in_a_word(said: str, meant: str) -> None:
    assert read_settings({}, {"ZHENGXIE_CAUTION": said}).caution == meant


def test_a_caution_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"ZHENGXIE_CAUTION.*low、normal 或 high"):
        read_settings({}, {"ZHENGXIE_CAUTION": "0.5"})
