"""The items of an article are quoted whole, under the words that say what they are items of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_DUTIES = "\n\n".join(
    f"（{number}）{duty}；"
    for number, duty in zip(
        "一二三四五六七",
        (
            "受理、转送、交办群众提出的档案查阅事项，并按照规定的时限告知办理结果",
            "协调解决重要的档案利用问题，组织有关部门会商，提出处理意见并跟踪落实",
            "督促检查重要档案事项的处理和落实，定期向本级人民政府报告督查情况",
            "综合反映档案信息，分析研判档案工作形势，为党委和政府提供决策参考",
            "指导本级其他机关、单位和下级的档案工作，组织开展业务培训和经验交流",
            "提出改进工作、完善政策和追究责任的建议，推动建立健全各项管理制度",
            "承担本级党委和政府交办的其他档案事项",
        ),
        strict=True,
    )
)
_RULES = f"""档案工作条例

第一条 为了加强档案工作，制定本条例。

第二条 各级档案部门是开展档案工作的专门机构，履行下列职责：

{_DUTIES}

第三条 档案部门应当配备与其职责相适应的工作人员。
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("rules")
    return assistant_over(folder, {"条例.txt": _RULES})


def test_no_item_is_missing_and_the_words_above_are_there(rules: Assistant) -> None:
    answer = rules.ask("档案部门履行哪些职责？").answer
    assert "履行下列职责" in answer
    assert all(f"（{number}）" in answer for number in "一二三四五六七")
    assert "第三条" not in answer
