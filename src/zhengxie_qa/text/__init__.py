"""Chinese text as values: words, sentences, figures, dates."""

from zhengxie_qa.text.content_words import (
    asking_clause,
    content_of,
    content_spans,
    is_generic,
    is_stop_word,
    search_words,
    written_asking,
)
from zhengxie_qa.text.english import into_chinese, romanised_names, translated
from zhengxie_qa.text.enumerations import enumeration_at, goes_on
from zhengxie_qa.text.figures import MONEY_UNITS, UNITS, Figure, find_figures, number_value
from zhengxie_qa.text.lexicon import (
    alternation,
    alternation_in,
    either_of,
    entries,
    lexicon_fingerprint,
    list_parts,
    own_lists,
    word_list,
    word_rows,
    words_by_head,
)
from zhengxie_qa.text.sentences import Span, clauses, list_items, pieces, sentences
from zhengxie_qa.text.sessions import Session, sessions_in
from zhengxie_qa.text.synonyms import Expansion, expansions
from zhengxie_qa.text.tokenizer import dictionary_entry, fold, grams, is_word, runs, stem, unfold, word_spans, words

__all__ = [
    "MONEY_UNITS",
    "UNITS",
    "Expansion",
    "Figure",
    "Session",
    "Span",
    "alternation",
    "alternation_in",
    "asking_clause",
    "clauses",
    "content_of",
    "content_spans",
    "dictionary_entry",
    "either_of",
    "entries",
    "enumeration_at",
    "expansions",
    "find_figures",
    "fold",
    "goes_on",
    "grams",
    "into_chinese",
    "is_generic",
    "is_stop_word",
    "is_word",
    "lexicon_fingerprint",
    "list_items",
    "list_parts",
    "number_value",
    "own_lists",
    "pieces",
    "romanised_names",
    "runs",
    "search_words",
    "sentences",
    "sessions_in",
    "stem",
    "translated",
    "unfold",
    "word_list",
    "word_rows",
    "word_spans",
    "words",
    "words_by_head",
    "written_asking",
]
