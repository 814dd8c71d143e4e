"""Every text that a person reads exists in Indonesian, keeps its placeholders, and reaches the screen."""

from __future__ import annotations

import gettext
import json
import re
import string
import sys

import pytest

from coverage_cli.cli import translation
from coverage_cli.cli.application import COMMANDS
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.phrases import phrase, unfilled, without_forms
from coverage_cli.domain.wording import ENGLISH
from coverage_cli.output.language import words
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import messages

LOCALE = ROOT / "src" / "coverage_cli" / "output" / "locale"


def _fields(template: str) -> set[tuple[str, str]]:
    """The fields of a text, each with the form in which it is written; what goes with a number is the language's."""
    return {
        (name, (form or "").partition("|")[0])
        for _, name, form, _ in string.Formatter().parse(template)
        if name is not None
    }


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_nothing_is_untranslated(language):
    assert [one.id for one in messages.merged(language) if one.id and not one.string] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_placeholder_is_lost_or_invented(language):
    wrong = [one.id for one in messages.merged(language) if one.id and _fields(one.id) != _fields(one.string)]
    assert wrong == []


def test_every_form_of_a_field_is_one_that_is_known():
    formed = [text for text in messages.texts() if any(form for _, form in _fields(text))]
    assert all(words("id")(text, {name: "1250.5" for name, _ in _fields(text)}) for text in formed)
    assert formed


def test_what_goes_with_a_number_agrees_with_it():
    template = "{rows:n|row is|rows are} new"
    told = [words("en")(template, rows=rows) for rows in ("0", "1", "21", "1000")]
    assert told == ["0 rows are new", "1 row is new", "21 rows are new", "1,000 rows are new"]
    assert words("en")(template, rows=words("en").number(1)) == "1 row is new"
    assert ENGLISH(template, {"rows": "1"}) == "1 row is new"
    assert without_forms(template) == "{rows} rows are new"
    assert unfilled(template) == "… rows are new"


def test_a_text_that_nothing_fills_has_no_braces_of_ours():
    assert unfilled("type {thing:phrase} again") == "type … again"
    assert unfilled("without a mark ({plain}){what:phrase}, or {{rows: 1}}") == "without a mark (…), or {rows: 1}"
    assert without_forms("no ({what:phrase}){near:meant}, type {thing:phrase}") == "no ({what}), type {thing}"


def test_what_fills_a_field_is_written_in_its_form():
    given = {"n": "1250.5", "decimal": "67.25", "names": "a\nb", "spans": "2024 2025\n2026", "meant": "bpu", "": "1250"}
    shown = {form: words("id")(f"{{value:{form}}}", value=text) for form, text in given.items()}
    assert shown == {
        "n": "1.250,5", "decimal": "67,25", "names": "a, b", "spans": "2024 sampai 2025, 2026", "": "1250",
        "meant": ' (maksud Anda "bpu"?)',
    }  # fmt: skip
    exact = {form: words("id")(f"{{value:{form}}}", value="-2/3") for form in ("percent", "points", "moved_points")}
    assert exact == {"percent": "-66,7%", "points": "-66,7", "moved_points": "-66,7"}
    assert words("id")("{change:moved_percent} {limit:percent}", change="1001/10000", limit="1/10") == "+10,01% 10%"
    assert words("id")("{x:n} {x:n}", x=words("id").number(1250)) == "1.250 1.250"  # written once, and not read again


def test_the_word_of_the_column_shortfall_is_said_of_nothing_else():
    """Whoever reads that uncovered is a sum of `kekurangan` adds up that column, and gets another number."""
    meant = re.compile("shortfall|still needed|how many more meet|each row's is rounded up|make up for others")
    said = [one.id.casefold() for one in messages.merged("id") if one.id and "kekurangan" in one.string.casefold()]
    assert [text for text in said if not meant.search(text)] == []


_OTHERWISE = re.compile(
    r"punya\b|terdiri dari|dua bacaan|kantor cabang|angka ke-|melipatduakan|\bsisi\b|\bdipisah\b|gunakan|terdahulu"
    r"|\bfilenya\b|\bFILE\b|, [^\W_][\w.-]* (?:dan|atau) (?!tanpa )"
    r"|\b(?:di)?setel(?:an)?\b|salah tulis|hapus saja|\bisian\b|\bbutir\b"
    r"|berkas yang dijalankan|lebih (?:dalam|panjang) dari\b|\{count:n\} dari cabang"
)
"""What is said in another word (memiliki, terdiri atas, cabang, digit, entri, atur, berkas dalam perintah itu), and
a list without a comma before its last."""


def test_indonesian_has_one_word_for_one_thing():
    said = {one.id: one.string for one in messages.merged("id") if one.id}
    assert {text: told for text, told in said.items() if _OTHERWISE.search(told)} == {}


_HARD = re.compile(
    r"\bunlike\b|\ba side is\b|\bboth (?:sides|ends)\b|\bone end\b"
    r"|look whether|belongs? into|\bTold\b|in the middle|a gap of|with a hole|all that is none|its like\b"
    r"|for want of|several times for|turn (?:it|them) round|do not compare|(?:end|start)s? on one day"
    r"|\b(?:and this|which) is none\b|speaks of files|leave \S+ away|What binds|\} in number|stands? on the data"
    r"|gain over |nothing to decide later|^one sex|of another time|^total of other"
    r"|which (?:leave_out|filter) names|the sign away|rate over low|people's rows"
)
"""What a reader whose second language is English has to read twice: say different, workers or participants, periods,
check whether, belongs in, reported, median, what limits, cannot be compared.
"""


def test_english_is_said_in_plain_words():
    assert [text for text in messages.texts() if _HARD.search(text)] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language):
    compiled = gettext.translation("coverage_cli", str(LOCALE), [language])
    written = {one.id: one.string for one in messages.merged(language) if one.id}
    assert {text: compiled.gettext(text) for text in written} == written


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_catalogue_on_disk_is_what_the_code_says(language):
    from io import BytesIO

    stream = BytesIO()
    messages._po(stream, messages.merged(language))
    on_disk = (LOCALE / language / "LC_MESSAGES" / "coverage_cli.po").read_bytes()
    assert stream.getvalue() == on_disk, "run: make messages"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gap", "--foo"], "tidak ada opsi --foo; yang mirip: "),
        (["gap", "--FILE"], "tidak ada opsi --FILE"),
        (["check", "--pareto"], "perintah ini tidak memiliki opsi --pareto; yang memilikinya: gap, export"),
        (["gap", "--top", "0"], "'--top' paling sedikit 1"),
        (["gap", "--top", "x"], "'--top' memerlukan bilangan bulat"),
        (["gap", "--top"], "--top memerlukan nilai"),
        (
            ["gap", "balikpapan"],
            "balikpapan tidak didahului opsi; tulis opsinya di depannya, misalnya --branch, --output",
        ),
        (["list", "branches", "x"], "x melebihi yang diterima perintah ini"),
        (["gapp"], "tidak ada perintah gapp; yang ada: 'gap'"),
        (["list"], "sebutkan yang ditampilkan: branches, segments, periods, targets"),
        (["plan"], "belum diberikan"),
        (["html"], "penghitung kesenjangan cakupan"),
    ],
)
def test_complaints_speak_indonesian(run, project, monkeypatch, arguments, said):
    project({})
    monkeypatch.setenv("COVGAP_LANG", "id")
    ran = run(*arguments)
    assert ran.code == 2
    assert said in ran.err


def test_what_belongs_to_no_option_is_told_the_likely_ones(run, project):
    project({})
    ran = run("trend", "balikpapan")
    assert ran.code == 2
    assert "balikpapan belongs to no option; put one before it, such as --branch\n" in ran.err


@pytest.mark.parametrize("language", ["en", "id"])
def test_help_is_cut_nowhere_at_the_usual_width(run, monkeypatch, language):
    monkeypatch.setenv("COLUMNS", "80")
    for command in COMMANDS:
        assert "…" not in run(command, "--help", "--lang", language).out, command


def test_help_speaks_the_language_asked_for(run, monkeypatch):
    for language, said, other in (("id", "Pemakaian:", "Usage:"), ("en", "Usage:", "Pemakaian:")):
        monkeypatch.setenv("COVGAP_LANG", language)
        ran = run("gap", "--help")
        assert said in ran.out
        assert other not in ran.out
    assert "╭─ Options" in ran.out


def test_what_stands_for_words_of_the_user_is_in_the_language_too(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    told = "\n".join(run(*command, "--help", "--lang", "id").out for command in ((), *((one,) for one in COMMANDS)))
    assert set(re.findall(r"\b[A-Z]{3,}\b", told)) & translation._STAND_INS == set()
    assert "coverage init [OPSI] {PEKERJA} {PESERTA}" in told
    assert "<" not in told
    assert run("init", "--lang", "id").err.startswith("kesalahan: 'PEKERJA' belum diberikan")
    assert "init [OPTIONS] {POPULATION}" in run("init", "--help", "--lang", "en").out


def test_findings_and_their_phrases_are_translated(run, project):
    project({"config/targets.yaml": "default: a\ntargets: &x\n  a: 80%\n"}, targets=None)
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nb,s,2025,5\n",
            "data/participants.csv": "branch,segment,period,participants\nb,s,2025,7\n",
        },
        targets=None,
    )
    ran = run("check", "--lang", "id")
    assert "jangkar &x tidak diizinkan dalam berkas ini" in ran.out
    project({}, targets="default: a\ntargets:\n  a: 32.15%\n")
    ran = run("gap", "--lang", "id", "--target", "a")
    assert "Target: 32,15%" in ran.out


SPOKEN = (
    *(
        ["gap"],
        ["gap", "--pareto"],
        ["gap", "--format", "html"],
        ["check"],
        ["reconcile", "--rate", "67%", "--gap", "14"],
    ),
    *(["gap", "--fail-under", "90"], ["gap", "--branch", "balikpapn"], ["plan", "--by", "2029-12"], ["rule", "V103"]),
    *(["trend", "--branch", "balikpapan"], ["gap", "--help"], ["export", "--help"], ["check", "--help"], ["--help"]),
)


@pytest.mark.parametrize("arguments", SPOKEN, ids=" ".join)
def test_no_text_that_is_said_is_unknown_to_the_catalogue(run, monkeypatch, arguments):
    """What the collector of texts overlooks is found when it is said."""
    unknown = set()
    translated = gettext.GNUTranslations.gettext

    def listening(catalogue, text):
        if text not in catalogue._catalog:
            unknown.add(text)
        return translated(catalogue, text)

    monkeypatch.setattr(gettext.GNUTranslations, "gettext", listening)
    monkeypatch.setenv("COVGAP_LANG", "id")
    monkeypatch.chdir(ROOT)
    run(*arguments)
    assert unknown == set()


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("key", ["{x}", "{0.__class__}", "{what}", "\x1b[31m{field}", "6471010101900001{x}"])
def test_braces_in_data_mean_nothing(run, project, language, key):
    written = json.dumps(key)
    project({}, targets=f"default: n\ntargets:\n  n:\n    rates: {{{written}: 80%}}\n")
    ran = run("check", "config/targets.yaml", "--lang", language)
    assert ran.code == 1, ran.err
    assert "\x1b" not in ran.out
    assert "6471010101900001" not in ran.out
    assert key.replace("\x1b", "<U+001B>").replace("6471010101900001", "6471************") in ran.out


def test_names_of_digits_are_no_counts(run, project):
    project(
        {
            "data/population.csv": (
                "branch,segment,period,workers,basis\n6471,1001,2024,2000,2010\n6471,1002,2024,3000,2010\n"
                "6471,1001,2025,2000,2020\n6471,1002,2025,3000,2020\n"
            ),
            "data/participants.csv": (
                "branch,segment,period,participants\n6471,1001,2024,1000\n6471,1002,2024,1000\n"
                "6471,1001,2025,1000\n6471,1002,2025,1100\n"
            ),
        }
    )
    assert run("gap", "--segment", "1001").out.startswith("1001 only: 6471 covers")
    assert "without one: 1001, 1002" in run("plan", "--by", "2026-12", "--strategy", "cheapest").err
    assert 'on the basis "2010", those of 2025 on "2020"' in run("trend").err


def test_every_text_that_a_configuration_is_refused_with_can_be_translated():
    """A fault's reason is a message id only inside `phrase`, where `make messages` finds it."""
    import ast

    plain = []
    for path in (ROOT / "src" / "coverage_cli" / "config").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "fault":
                whats = [keyword.value for keyword in node.keywords if keyword.arg == "what"]
                plain += [
                    ast.unparse(what) for what in whats if getattr(getattr(what, "func", None), "id", "") != "phrase"
                ]
    assert plain == []


def test_a_number_that_is_read_in_two_ways_is_told_in_the_marks_of_the_language(run):
    """In Indonesian 48.000 is forty-eight thousand: as the reading with a decimal mark it said the other one."""
    assert "48000 bila tandanya pemisah ribuan, 48,000 bila" in run("rule", "V103", "--lang", "id").out
    assert "48000 if the mark groups thousands, 48.000 if" in run("rule", "V103", "--lang", "en").out


def test_choices_and_readings_hold_no_english_word(run, project):
    project({"config/sources.yaml": "inputs: [{kind: people, files: a.csv}]\n"})
    assert "population, participants, persons" in run("check", "--lang", "id").out
    ran = run("reconcile", "--rate", "0,8", "--lang", "id")
    assert "percent" not in ran.err


def test_a_text_of_the_data_that_reads_as_ours_stays_as_it_is():
    finding = Finding("V112", Place("a.csv", 1, 1), value="x", args=(("what", "branches"),))
    ours = finding._replace(args=(("what", phrase("branches")),))
    assert ["cabang" in one.message(words("id")) for one in (finding, ours, finding)] == [False, True, False]
    assert words("id")("{what:phrase}", what=phrase("{name} to be decided"), name="{x}") == "{x} to be decided"


def test_a_phrase_stays_one_where_texts_of_the_data_are_masked(run, project):
    sources = "inputs:\n  - {kind: persons, files: data/persons.csv, id: nik}\n"
    persons = "participant_id,branch,segment,status,period\n6471013002900001,b,pu,active,2025-09\n"
    project({"config/sources.yaml": sources, "data/persons.csv": persons})
    assert "bukan NIK: digit ke-7 sampai ke-12" in run("check", "data/persons.csv", "--lang", "id").out


@pytest.mark.parametrize("begins", ["figures found in {path:path}", "Findings that are known", "not assigned yet"])
def test_texts_of_files_that_are_written_are_in_the_catalogue(begins):
    assert any(text.startswith(begins) for text in messages.texts())


@pytest.mark.parametrize("before", ["", "x" * 74])
def test_a_value_is_harmless_however_long(before):
    """A personal number that the end of a long text cuts in two is masked as one that is whole."""
    found = Finding("V102", Place("a.csv", 2, 1), "workers", f"{before}6471012509900001\x1b")
    assert found.masked == (f"{before}6471**…" if before else f"6471{'*' * 12}<U+001B>")
    assert found.shown == found.masked
    decimals = Finding("V102", Place("a.csv", 2, 1), "workers", "1,333333333333333")
    assert (decimals.masked, decimals.shown) == ("1,3333***********", "1,333333333333333")
