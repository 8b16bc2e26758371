"""The web page: a conversation on the left, the source it cites on the right.

``site`` serves it and ``guard`` stands before it; ``components`` are what Gradio draws, ``page`` connects them
with their ``handlers``. The panel that shows a document is ``source_panel``, opened by ``citations.js``; the dialogs
are ``documents_dialog`` and ``conversations_dialog.js``. Gradio is imported only when a page is served.
"""

from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.serve import serve

__all__ = ["Library", "serve"]
