"""The Gradio theme: only fonts that are on the reader's machine, and our palette for Gradio's own parts."""

from __future__ import annotations

import gradio as gr

# Chinese faces of Windows, macOS, Linux and Harmony desktops; nothing is ever downloaded.
_SANS = (
    "-apple-system",
    "Segoe UI",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Microsoft YaHei",
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
)


def theme() -> gr.themes.Base:
    """Return the theme; what the page looks like otherwise stands in the style sheets."""
    return gr.themes.Base(font=_SANS, font_mono=("ui-monospace", "monospace")).set(
        body_background_fill="#faf8f4",
        body_background_fill_dark="#17191c",
        body_text_color="#22262b",
        body_text_color_dark="#e4e1da",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
    )
