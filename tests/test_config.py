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
