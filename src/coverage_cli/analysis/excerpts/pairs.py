"""What two figures of a sentence are to each other: part and whole, now and earlier, a count and its share, a target.

Of a target, what was reached of it, and itself: "84 persen dari target", "67 persen dari target 80 persen".
"""

from __future__ import annotations

import re

from coverage_cli.analysis.excerpts.cues import PATTERNS
from coverage_cli.analysis.excerpts.dated import is_earlier
from coverage_cli.analysis.excerpts.mentions import Mention
from coverage_cli.analysis.excerpts.occurrences import NEAR, Found, has_sign, is_share
from coverage_cli.analysis.reconcile.claim import EXPECTED
from coverage_cli.analysis.reconcile.digits import DecimalMark
from coverage_cli.analysis.reconcile.figures import parse_figure
from coverage_cli.analysis.reconcile.printed import Figure
from coverage_cli.analysis.reconcile.quantities import Quantity
from coverage_cli.analysis.reconcile.spoken import IN_TEXT

_SOME_OF = re.compile(r"\b(?:one|two|three|satu|dua|tiga|empat|lima)\s(?:of|out of|dari)\s$", re.IGNORECASE)
"""What a part whose unit stands once for both is of, in "tiga dari 10 juta pekerja"."""
_BEGINS_OF = re.compile(r"(?:^|\b(?:that|bahwa)\s|[;:,]\s)(?:of|dari)\s(?:the\s|sekitar\s|about\s)?$", re.IGNORECASE)
"""Before a whole whose part comes behind it: "Of the 12.4 million people in employment, 7.9 million are insured"."""
_OF_TOTAL = re.compile(r"\b(?:of|dari)\s(?:a |the )?total\s(?:of |jumlah )?$", re.IGNORECASE)
_WORKERS_AFTER = re.compile(rf"\s(?:\w+\s)?(?:{PATTERNS[Quantity.WORKERS].pattern})", re.IGNORECASE)
_PARTICIPANTS_AFTER = re.compile(r"\s(?:\w+\s)?(?:members|participants|peserta)\b", re.IGNORECASE)
_REGISTERED_AFTER = re.compile(
    r"\s(?:registered(?!\s(?:workers|people|employees)\b)|yang terdaftar|terdaftar)", re.IGNORECASE
)
_WORD = re.compile(r"\s\w")
_WHOM = r"(?:workers|people|pekerja|tenaga kerja|orang)"
_COVERED = re.compile(
    r"\s(?:(?:who|that|yang|are|is|were|have|has|been|sudah|telah|aktif|active)\s){0,3}"
    r"(?:registered|covered|protected|insured|enrolled|members|participants|terdaftar|terlindungi?|dilindungi|ter-?cover"
    r"|menjadi peserta)\b",
    re.IGNORECASE,
)
_COVERED_AFTER = re.compile(
    rf"(?:(?:\s(?:(?:in)?formal|vulnerable|migrant))?\s{_WHOM}(?:\s(?:(?:in)?formal|rentan|mandiri|migran))?"
    rf"(?:\s(?:in|di)\s(?-i:[A-Z])\w+(?:\s(?-i:[A-Z])\w+){{0,3}})?)?{_COVERED.pattern}",
    re.IGNORECASE,
)
"""Workers who are covered are participants, near as the word for workers stands."""
_SHARE = rf"(?:[\d.,]+\s?(?:%|per ?cent|persen)|{IN_TEXT})"
_SAID_OF = r"are|is|were|have|remain|yang|sudah|telah|belum"
_APPOSED = re.compile(
    rf"(?:\s{_WHOM})?(?:\s\([^()]{{1,80}}\)"
    rf"|(?:,|,?\s(?:or|atau))\s(?:\w+\s)?{_SHARE}(?:(?:\s(?:of|dari)\s[^,]{{1,40}})?,|(?:\s{_WHOM})?))(?=\s(?:{_SAID_OF})\b)",
    re.IGNORECASE,
)
"""A count said again as a share, before what is said of both: "97,455 workers, or 67 percent of the total, are"."""
_PART_OF = re.compile(
    rf"(?:\s{_WHOM}(?:\s\w+){{0,2}})?(?:\s\([^()]{{1,20}}\))?,?\s(?:or|atau)\s(?:\w+\s)?{_SHARE}\s(?:of|dari)"
    r"\s(?!(?:\w+\s){0,3}target)",
    re.IGNORECASE,
)
"""Of "196 ribu pekerja atau 91 persen dari potensi" those are the covered ones, if nothing is lacking."""
_LACKING_AFTER = re.compile(
    rf"(?:\s\w+){{0,3}}?,?\s(?:(?:yang|are|is|have|were|masih)\s)?(?:{PATTERNS[Quantity.UNCOVERED].pattern})",
    re.IGNORECASE,
)
"""Behind the whole, in "48.123 dari 145.455 pekerja, belum terdaftar"."""
_IN_BRACKETS_OF = re.compile(
    rf"(?:\s{_WHOM})?\s\({_SHARE}(?:\)\s(?:of|dari)\s(?:\w+\s){{0,2}}?\d|\s(?:of|dari)\s(?!(?:\w+\s){{0,3}}target))",
    re.IGNORECASE,
)
"""A part with its share beside the whole: "97.455 (67%) dari 145.455 pekerja", "97,455 (67% of the 145,455)"."""
_ABOUT_OTHERS = re.compile(r"\b(?:for|of|among|from|bagi|untuk|dari|oleh|dengan)\b", re.IGNORECASE)
_IN_A_YEAR = re.compile(r"\s(?:\w+\s)?(?:in|pada|di)\s(?:tahun\s)?(?:19|20)\d\d\b", re.IGNORECASE)
_OR = re.compile(
    r"(?:\b(?:or|atau|setara|which is|that is|equal to|i\.e\.|representing|mewakili)|[(=])\s*(?:\w+\s)?$", re.IGNORECASE
)
NO_RATE = frozenset({Quantity.UNCOVERED, Quantity.SHORTFALL, Quantity.TARGET})
"""What is said again without being part of a claim: "48 ribu pekerja atau 33 persen belum terlindungi"."""
OF_TARGET = re.compile(r"\s(?:of|dari|terhadap)\s(?:\w+\s){0,3}?target(?:nya)?\b", re.IGNORECASE)
_BESIDE_TARGET = re.compile(r"\starget(?:nya)?\b(?!\s(?:tahun\s)?(?:19|20)\d\d\b)", re.IGNORECASE)
"""A target of a year is one."""
_NAMED_TARGET = re.compile(r"\s(?:\w+\s)?(?:target|goal)\b", re.IGNORECASE)
_NEXT = re.compile(r"(?:\s(?!\d)\w+){0,2}[\s:]+")
_PERCENT = re.compile(r"(?:%|persen)$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|the|its|their|our|this|that)\s(?:\w+\s)?$", re.IGNORECASE)
"""Before "80% target", which is the target then."""


def paired(mention: Mention, allowed: frozenset[Quantity]) -> Quantity | None:
    """The part and the whole of "141,278 of 349,784 potential workers", or a target; None where it is none of these."""
    if _is_named_target(mention):
        return Quantity.TARGET
    if Quantity.WORKERS not in allowed:
        return None
    if not is_share(mention.figure) and mention.behind(_IN_BRACKETS_OF):
        return Quantity.UNCOVERED if _lacking(mention) else Quantity.PARTICIPANTS
    return _whole(mention) or _covered(mention) or _part(mention)


def among_participants(mention: Mention) -> bool:
    """Whether a figure is some of the participants: "14.4 million of the 42.1 million members pay".

    Of members out of many who are registered, nobody knows which of the two are the participants, nor what 73 percent
    of 53,390 are a share of.
    """
    sentence, figure, whole = mention.sentence, mention.figure, mention.whole
    if _is_bare_whole(mention):
        return True
    if _are_members_of(sentence, mention.part, figure) or _are_members_of(sentence, figure, whole):
        return True
    return whole is not None and _PARTICIPANTS_AFTER.match(sentence, whole.end) is not None


def _is_bare_whole(mention: Mention) -> bool:
    """Whether a number is what a share is of, without a word for whom it counts."""
    if mention.part is None or not is_share(mention.part) or is_share(mention.figure):
        return False
    return mention.behind(_WORD) is None


def _are_members_of(sentence: str, part: Found | None, whole: Found | None) -> bool:
    if part is None or whole is None or is_share(part) or is_share(whole):
        return False
    return bool(_PARTICIPANTS_AFTER.match(sentence, part.end) and _REGISTERED_AFTER.match(sentence, whole.end))


def said_again(mention: Mention, quantity: Quantity | None) -> Quantity | None:
    """What a count is that says a share again, or a share that says a count again, by what the first is."""
    if is_share(mention.figure):
        return None if quantity is None or quantity in NO_RATE else Quantity.RATE
    if quantity is Quantity.RATE:
        return Quantity.PARTICIPANTS
    end = mention.figure.end
    lacking = PATTERNS[Quantity.UNCOVERED].search(mention.sentence, end, end + NEAR)
    return Quantity.UNCOVERED if lacking and quantity is None else None


def _whole(mention: Mention) -> Quantity | None:
    counts_workers = mention.behind(_WORKERS_AFTER) is not None
    of_part = mention.part and (counts_workers or not is_share(mention.part))
    if of_part and mention.behind(_PARTICIPANTS_AFTER):
        return Quantity.PARTICIPANTS
    of_all = mention.before(_OF_TOTAL) and counts_workers and not mention.behind(_COVERED_AFTER)
    return Quantity.WORKERS if of_part or of_all or mention.before(_SOME_OF) else None


def _covered(mention: Mention) -> Quantity | None:
    """By what is said of the people right behind them."""
    if mention.behind(_COVERED_AFTER):
        return Quantity.PARTICIPANTS
    apposed = mention.behind(_APPOSED)
    if apposed is None:
        return Quantity.PARTICIPANTS if mention.behind(_PART_OF) and not _lacking(mention) else None
    if _COVERED.match(mention.sentence, apposed.end()):
        return Quantity.PARTICIPANTS
    lacking = PATTERNS[Quantity.UNCOVERED].search(mention.sentence, apposed.end(), apposed.end() + NEAR)
    return Quantity.UNCOVERED if lacking else None


def _lacking(mention: Mention) -> bool:
    return mention.in_clause(PATTERNS[Quantity.UNCOVERED]) is not None


def _part(mention: Mention) -> Quantity | None:
    sentence, whole = mention.sentence, mention.whole
    if whole and not is_earlier(sentence, whole.start, whole.end) and not is_share(whole):
        lacking = _lacking(mention) or _LACKING_AFTER.match(sentence, whole.end)
        return Quantity.UNCOVERED if lacking else Quantity.PARTICIPANTS
    return Quantity.PARTICIPANTS if mention.behind(_WORKERS_AFTER) and _counted(mention) else None


def _counted(mention: Mention) -> bool:
    """Whether participants are counted in workers: "peserta aktif mencapai 40,2 juta pekerja"."""
    sentence, end = mention.sentence, mention.figure.start
    start = max(mention.clause[0], mention.previous.end if mention.previous else 0)
    cues = PATTERNS[Quantity.PARTICIPANTS].finditer(sentence, start, end)
    cue = max((match.end() for match in cues), default=0)
    others = (PATTERNS[other].search(sentence, start, end) for other in (Quantity.UNCOVERED, Quantity.TARGET))
    return bool(cue) and not any(others) and not _ABOUT_OTHERS.search(sentence, cue, end)


def goes_on(mention: Mention) -> bool:
    """Whether a figure is of the same people as the one before: its whole, its part, or in one clause with it."""
    if mention.previous is None:
        return False
    previous = Mention(mention.sentence, mention.previous)
    is_part = previous.before(_BEGINS_OF) is not None
    return is_part or mention.part is not None or previous.clause[1] > mention.figure.start


def was(mention: Mention, mark: DecimalMark | None) -> bool:
    """Whether "97.455 orang dari 86.627 orang pada tahun 2023" is a rise: no part is more than its whole."""
    if mention.part is None or is_share(mention.part):
        return False
    figures = (mention.part, mention.figure)
    part, whole = (parse_figure(found.printed, EXPECTED[Quantity.WORKERS], mark=mark) for found in figures)
    more = isinstance(part, Figure) and isinstance(whole, Figure) and part.low > whole.high
    dated = mention.behind(_IN_A_YEAR) and not mention.behind(_WORKERS_AFTER)
    return bool(more or dated)


def restates(mention: Mention) -> bool:
    """Whether a share says a head count again, or the other way round: "935.079 orang atau 50,88 persen"."""
    previous = mention.previous
    if previous is None or is_share(previous) is is_share(mention.figure):
        return False
    return _OR.search(mention.sentence, previous.end, mention.figure.start) is not None


def states_target(mention: Mention, end: int) -> bool:
    """Whether a target in percent stands behind a share in percent: "67 persen dari target 80 persen" is no 84%.

    `end` is where the words between them end, such as "dari target".
    """
    following = mention.following
    near = following is not None and following.start - end <= NEAR and is_share(following)
    return near and has_sign(mention.figure.printed)


def _is_named_target(mention: Mention) -> bool:
    """Whether a share is the target that is named right behind it: "short of the 80% national target"."""
    is_one = _PERCENT.search(mention.figure.printed) and mention.before(_ARTICLE)
    return bool(is_one and mention.behind(_NAMED_TARGET))


def beside_target(mention: Mention) -> bool | None:
    """Whether a share is none itself but beside the target, "67% target 80%".

    None of "84 persen target": it may be a share of the target, or the target.
    """
    found = mention.behind(_BESIDE_TARGET) if _PERCENT.search(mention.figure.printed) else None
    if found is None or mention.before(_ARTICLE):
        return False
    following = mention.following
    if following is None or not _NEXT.fullmatch(mention.sentence, found.end(), following.start):
        return None
    return states_target(mention, found.end()) or None
