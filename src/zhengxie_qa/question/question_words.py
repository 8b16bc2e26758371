"""What makes a clause a question."""

from __future__ import annotations

import re

from zhengxie_qa.text import alternation_in

ASKS = re.compile(rf"{alternation_in('question_words', 'anywhere')}|几(?=[^乎经何番])")
