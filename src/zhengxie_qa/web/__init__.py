"""The web page: a conversation on the left, the source it cites on the right.

Gradio is imported only when a page is served.
"""

from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.serve import serve

__all__ = ["Library", "serve"]
