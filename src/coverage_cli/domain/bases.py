"""Who workers are: the words for what a header of theirs says, how bases compare, and how messages tell several.

A word of these is a `Phrase`: a reader has it in their language, a machine as it stands here. What a column says of a
basis is a text of the data, and is shown as it stands there.
"""

from __future__ import annotations

from collections.abc import Iterable

from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.phrases import listed, phrase
from coverage_cli.domain.wording import Wording

BASIS_OF = {
    "potensi_pekerja": phrase("potential workers"),
    "penduduk_bekerja": phrase("employed"),
    "angkatan_kerja": phrase("labour force"),
    "total_pekerja": phrase("all workers"),
    "semesta": phrase("universe"),
}
"""A header that says what its count counts."""
WORDS = {name_key(word): word for word in BASIS_OF.values()}
"""Our words by the form in which bases compare."""
UNSTATED = phrase("not stated")
_SAME = {
    spelling: name_key(word)
    for header, word in BASIS_OF.items()
    for spelling in (header, header.replace("_", " "))
}  # fmt: skip


def basis_key(text: str) -> str:
    """The form in which two names of one basis are equal: our word and the header's that it is for are one."""
    key = name_key(text)
    return _SAME.get(key, key)


def in_message(field: str, bases: Iterable[str], mark: str = ", ") -> dict[str, str]:
    """What fills a message's `field` with bases, an empty one last and in words.

    Of several, each is a field of its own: so a word of ours among them is translated.
    """
    given = list(bases)
    texts = [*filter(None, given), *([] if all(given) and given else [UNSTATED])]
    if len(texts) == 1:
        return {field: texts[0]}
    names = [f"{field}_{number}" for number in range(1, len(texts) + 1)]
    return {field: listed(names, mark), **dict(zip(names, texts, strict=True))}


def in_words(bases: Iterable[str], words: Wording) -> str:
    """Bases as a text of their own, for a cell of a table."""
    return words(listed(["bases"], ""), in_message("bases", bases))
