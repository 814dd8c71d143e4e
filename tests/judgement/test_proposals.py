"""From an article to a proposed claims file."""

from __future__ import annotations

import pytest
from tests.conftest import ROOT

from coverage_cli.analysis.excerpts.excerpts import excerpts
from coverage_cli.analysis.excerpts.proposal import proposed
from coverage_cli.analysis.reconcile.figures import parse_figure
from coverage_cli.analysis.reconcile.printed import Figure, Kind

A_OF_B = [("participants", "141,278"), ("workers", "349,784"), ("rate", "40.39%")]
B_THEN_A = [("workers", "1.873.899"), ("participants", "935.079")]
ARTICLE = str(ROOT / "examples" / "claims" / "article.txt")


def found(text):
    return [(one.quantity.value if one.quantity else None, one.printed) for one in excerpts(text)]


def test_an_english_report():
    text = (
        "Participation in Balikpapan has reached 67 percent, still 14 percent behind the national target of 80 "
        "percent. About 48 thousand workers are not yet protected."
    )
    assert found(text) == [
        ("rate", "67 percent"),
        ("gap", "14 percent"),
        ("target", "80 percent"),
        ("uncovered", "About 48 thousand"),
    ]


def test_an_indonesian_report():
    text = (
        "Kepesertaan di Balikpapan baru mencapai 67 persen, masih tertinggal 14 persen dari target nasional sebesar "
        "80 persen. Sekitar 48 ribu pekerja belum terlindungi.\n\n"
        "Sebanyak 176.604 dari 424.131 potensi pekerja atau 41,64 persen sudah terdaftar, masih kurang 112.399 "
        "peserta untuk mencapai target 68 persen."
    )
    assert found(text) == [
        ("rate", "67 persen"),
        ("gap", "14 persen"),
        ("target", "80 persen"),
        ("uncovered", "Sekitar 48 ribu"),
        ("participants", "176.604"),
        ("workers", "424.131"),
        ("rate", "41,64 persen"),
        ("shortfall", "112.399"),
        ("target", "68 persen"),
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("141,278 of 349,784 workers, or 40.39%, were in.", A_OF_B),
        ("It covered 2.5 of 5.4 million people.", [("participants", "2.5 million"), ("workers", "5.4 million")]),
        ("Dari 1.873.899 penduduk bekerja, peserta 935.079 orang.", B_THEN_A),
        ("Belum terlindungi 48 ribu dari 145 ribu pekerja.", [("uncovered", "48 ribu"), ("workers", "145 ribu")]),
        ("Cakupan kurang dari 40 persen.", [("rate", "kurang dari 40 persen")]),
        ("The gap is 13.5 percentage points.", [("gap", "13.5 percentage points")]),
        # The footnote's mark before the unit was its end: 48 people were uncovered, and 300 worked.
        ("Sekitar 48¹ ribu pekerja belum terlindungi.", [(None, "Sekitar 48¹ ribu")]),
        ("Jumlah pekerja 300*) ribu orang.", [(None, "300*) ribu")]),
        ("Jumlah pekerja 300 ribu² orang.", [("workers", "300 ribu")]),
        ("3.1 of Kenya's 20.7 million workers pay.", [("participants", "3.1 million"), ("workers", "20.7 million")]),
        (
            "It has 3.1 million members, representing 15 per cent of the workforce.",
            [("participants", "3.1 million"), ("rate", "15 per cent")],
        ),
        ("Some 17.6 million workers, mostly informal, remain uncovered.", [("uncovered", "Some 17.6 million")]),
        (
            "There are 20 million workers, of whom 17 million are uncovered.",
            [("workers", "20 million"), ("uncovered", "17 million")],
        ),
        ("The weather was 31% worse.", [(None, "31%")]),
        ("Target cakupan tahun 2025 sebesar 55 persen.", [("target", "55 persen")]),
        ("The target rate is 80%.", [("target", "80%")]),
        ("Some 97,455 workers are covered.", [("participants", "Some 97,455")]),
        ("Fewer than 97,455 workers.", [("workers", "Fewer than 97,455")]),
        ("Of the 145,455 workers 97,455 are covered.", [("workers", "145,455"), ("participants", "97,455")]),
        ("Baru 97.455 pekerja yang sudah terdaftar.", [("participants", "97.455")]),
        ("Some 97,455 were reached.", [(None, "Some 97,455")]),
        (
            "Sebanyak 48 ribu pekerja belum terlindungi dari total 145.455 pekerja.",
            [("uncovered", "48 ribu"), ("workers", "145.455")],
        ),
        ("Between 20 and 25 percent of workers are covered.", [("rate", "Between 20 and 25 percent")]),
        ("Between 2020 and 2025, coverage was low.", []),
        ("Sebanyak 48 ribuan pekerja belum terlindungi.", [("uncovered", "48 ribuan")]),
        ("Sebanyak 48.000-an pekerja belum terlindungi.", [("uncovered", "48.000-an")]),
        ("Sebanyak 48.000 pekerja belum terlindungi.", [("uncovered", "48.000 pekerja")]),
        ("Sebanyak 48.500 pekerja belum terlindungi.", [("uncovered", "48.500")]),
        ("Sejak 1990-an cakupan 67 persen.", [("rate", "67 persen")]),
        ("Cakupan 60 sampai dengan 70 persen.", [("rate", "60 sampai dengan 70 persen")]),
        ("Cakupan 60 s.d 70 persen.", [("rate", "60 s.d 70 persen")]),
        ("Cakupan 60%-70% di lima cabang.", [("rate", "60%-70%")]),
        ("Cakupan 60-an persen.", [(None, "60-an persen")]),
        ("Dua per tiga pekerja terlindungi.", [("rate", "Dua per tiga")]),
        ("Cakupan tak kurang 60 persen.", [("rate", "tak kurang 60 persen")]),
        ("Cakupan setidak-tidaknya 60 persen.", [("rate", "setidak-tidaknya 60 persen")]),
        ("Cakupan di bawah angka 50 persen.", [("rate", "di bawah angka 50 persen")]),
        ("Cakupan hampir mencapai 70 persen.", [("rate", "hampir mencapai 70 persen")]),
        ("Sebanyak 48 ribu lebih pekerja belum terlindungi.", [("uncovered", "48 ribu lebih")]),
        ("Cakupan 5 persen lebih tinggi.", [(None, "5 persen")]),
        ("Tak kurang dari 48.000 pekerja belum terlindungi.", [("uncovered", "Tak kurang dari 48.000")]),
        ("In 2025, on 22 September 2025, Rp 16.800 a month, 12 offices, Januari 2024.", []),
    ],
)  # fmt: skip
def test_what_belongs_to_what(text, figures):
    assert found(text) == figures


def test_the_proposal_shows_each_sentence_and_runs(run, tmp_path, monkeypatch):
    monkeypatch.setenv("COVGAP_LANG", "en")
    ran = run("reconcile", "--text", ARTICLE)
    assert (ran.code, ran.err) == (0, "")
    lines = [line.strip() for line in ran.out.splitlines()]
    assert lines[lines.index('uncovered: "About 48 thousand"') - 1].startswith("# About 48 thousand workers in")
    assert lines[-1] == '# which quantity? "66-67 percent"'
    path = tmp_path / "proposal.yaml"
    path.write_text(ran.out, encoding="utf-8")
    judged = run("reconcile", str(path))
    assert judged.code == 1
    assert "workers between 141,792 and 149,230" in judged.out


def test_no_figure_is_left_out_in_silence(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Cakupan 40 persen. Cakupan lain 50 persen. Ada 48.000 yang belum terlindungi. Naik 3 persen.")
    ran = run("reconcile", "--text", str(path), "--lang", "en")
    lines = [line.strip() for line in ran.out.splitlines()]
    assert '# which one? rate: "40 persen"' in lines
    assert '# which one? rate: "50 persen"' in lines
    assert any(line.startswith('# uncovered: "48.000" (') and "48000 or as 48" in line for line in lines)
    assert '# which quantity? "Naik 3 persen"' in lines
    path.write_text(ran.out)
    assert run("reconcile", str(path)).code == 0


def test_a_text_cannot_break_out_of_its_comment(run, tmp_path):
    path = tmp_path / 'x": {} #.txt'
    path.write_text("Coverage\u2028claims: []\x1b[31m\x0b is 40 percent\x85says: {}.")
    ran = run("reconcile", "--text", str(path))
    path.write_text(ran.out)
    assert "\x1b" not in ran.out
    assert run("reconcile", str(path)).code == 0


@pytest.mark.parametrize("given", [["--rate", "67%"], [ARTICLE], ["--with-data"], ["--format", "json"]])
def test_text_goes_alone(run, given):
    assert run("reconcile", "--text", ARTICLE, *given).code == 2


@pytest.mark.parametrize("content", [b"nothing here", b"\xff\xfe40%"])
def test_a_text_without_figures_is_refused(run, tmp_path, content):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert run("reconcile", "--text", str(path)).code == 2


def test_a_folder_is_no_article_and_no_yaml_file_is_asked_for(run, tmp_path):
    ran = run("reconcile", "--text", str(tmp_path))
    assert (ran.code, "YAML" in ran.err, "name a file of text" in ran.err) == (2, False, True)


def test_a_claim_of_doubtful_figures_alone_is_still_a_file(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Ada 48.000 yang belum terlindungi.")
    ran = run("reconcile", "--text", str(path))
    assert "    says: {}\n" in ran.out
    path.write_text(ran.out)
    assert run("reconcile", str(path)).code == 0


def figures_of(run, tmp_path, text, whose):
    """The quantities whose figures a proposal has beside the claim, as those of somebody else."""
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    lines = [line.strip() for line in run("reconcile", "--text", str(path), "--lang", "en").out.splitlines()]
    mark = f"# of {whose}: "
    return [line.removeprefix(mark).partition(":")[0] for line in lines if line.startswith(mark)]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Cakupan Balikpapan 67 persen, Samarinda 55 persen dari 349.784 pekerja.", ["rate", "workers"]),
        ("Cakupan Balikpapan 67 persen, Samarinda 55 persen, dari target 80 persen.", ["rate"]),
        ("Balikpapan covers 67 percent and Samarinda 55 percent.", ["rate"]),
        ("Cakupan Kota Balikpapan sebesar 67 persen dan Kota Samarinda 55 persen.", ["rate"]),
        ("Balikpapan (67 persen), Samarinda (55 persen), Kota Bontang (60 persen) terlindungi.", ["rate", "rate"]),
        ("Cakupan Januari 60 persen, Februari 65 persen.", []),
        ("Cakupan 67 persen, Target 80 persen.", []),
        ("Peserta 97.455, Pekerja 145.455.", []),
        ("Cakupan pekerja formal 67 persen, Jakon 72 persen.", []),  # a segment
        ("Cakupan Balikpapan 67 persen, Balikpapan Barat 55 persen.", []),  # a part of the same, or its name again
    ],
)
def test_a_name_between_two_figures_of_a_kind_is_another_place(run, tmp_path, text, beside):
    assert figures_of(run, tmp_path, text, "another place") == beside


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Dari 145.455 pekerja, 48 ribu pekerja rentan belum terlindungi.", ["uncovered"]),
        ("Pekerja rentan 20.000 orang; peserta 97.455 dari 145.455 pekerja.", ["workers"]),
        ("Some 30,000 vulnerable workers are covered; coverage is 67% of 145,455 workers.", ["participants"]),
        ("Sebanyak 13.400 dari 20.000 pekerja rentan terlindungi atau 67 persen.", []),
    ],
)
def test_vulnerable_workers_are_a_segment(run, tmp_path, text, beside):
    assert figures_of(run, tmp_path, text, "one segment") == beside


@pytest.mark.parametrize(
    ("home", "there", "away"),
    [
        ("Kenya's 20.7 million workers", "In the Philippines, coverage stood at 68.5%.", True),
        ("Di Balikpapan ada 145 ribu pekerja", "Di Samarinda, cakupan mencapai 68.5%.", True),
        ("In East Kalimantan there are 2 million workers", "In Kalimantan, coverage stood at 68.5%.", False),
        ("In Kenya there are 2 million workers", "In September 2025, coverage stood at 68.5%.", False),
        ("In Kenya there are 2 million workers", "The Fund's coverage stood at 68.5%.", False),
        ("In Kenya there are 2 million workers", "In Uganda, as in Kenya, coverage stood at 68.5%.", False),
        ("There are 2 million workers", "In Kenya, coverage stood at 68.5%.", False),
        ("The Fund's members are 2 million workers", "In Kenya, coverage stood at 68.5%.", False),
        ("Di Kota Balikpapan ada 145 ribu pekerja", "Di Kota Samarinda, cakupan mencapai 68.5%.", True),
        ("Kota Balikpapan punya 145 ribu pekerja", "Kota Samarinda memiliki cakupan 68.5%.", True),
        ("Peserta di Balikpapan 145 ribu orang", "Cakupan Samarinda baru 68.5%.", True),
        ("Kota Balikpapan punya 145 ribu pekerja", "Cakupan Balikpapan 68.5%.", False),
        ("Kota Balikpapan punya 145 ribu pekerja", "Cakupan Jamsostek 68.5%.", False),
    ],
)
def test_figures_of_another_place_are_comments(run, tmp_path, home, there, away):
    path = tmp_path / "a.txt"
    path.write_text(f"{home}, which is much. {there}")
    lines = [line.strip() for line in run("reconcile", "--text", str(path), "--lang", "en").out.splitlines()]
    assert ('# of another place: rate: "68.5%"' in lines) == away
    assert ('rate: "68.5%"' in lines) != away


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Cakupan 67 persen - 13 persen di bawah target.", {'rate: "67 persen"', 'gap: "13 persen"'}),
        ("Coverage is 67 percent – 13 points short of the target.", {'rate: "67 percent"', 'gap: "13 points"'}),
        ("Cakupan 60 persen - 67 persen.", {'rate: "60 persen - 67 persen"'}),
        ("Cakupan 67 persen - 60 persen.", {'# which quantity? "67 persen - 60 persen"'}),
        ("Ada 40 ribu - 60 ribu pekerja belum terlindungi.", {'uncovered: "40 ribu - 60 ribu"'}),
    ],
)
def test_a_dash_parts_what_is_lacking_from_what_there_is(run, tmp_path, text, says):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    lines = run("reconcile", "--text", str(path), "--lang", "en").out.splitlines()
    told = {line.strip() for line in lines if line.startswith("      ")}
    assert told - {f"# {text}"} == says


@pytest.mark.parametrize(
    ("text", "now", "then"),
    [
        ("Peserta mencapai 97.455 orang dari 86.627 orang tahun lalu.", ("participants", "97.455"), "86.627"),
        ("Coverage rose to 67 percent from 60 percent.", ("rate", "67 percent"), "60 percent"),
        ("Cakupan tahun 2023 hanya 60 persen. Kini cakupan sudah 67 persen.", ("rate", "67 persen"), "60 persen"),
        ("Cakupan 67 persen, naik dari 60 persen pada 2023.", ("rate", "67 persen"), "60 persen"),
        ("Coverage was 50 percent in 2020. It reached 67 percent in 2025.", ("rate", "67 percent"), "50 percent"),
        ("Cakupan 67 persen pada 2025, sedangkan pada 2024 cakupan 60 persen.", ("rate", "67 persen"), "60 persen"),
    ],
)
def test_what_is_of_an_earlier_time_is_no_part_of_the_claim(text, now, then):
    assert sorted(found(text), key=lambda one: one[0] is None) == [now, (None, then)]


def test_the_year_of_now_stands_beside_it():
    text = "In 2025 there were 145,455 workers. Coverage is now 67 percent. In 2023 there were 140,123 workers."
    assert found(text) == [("workers", "145,455"), ("rate", "67 percent"), (None, "140,123")]


def test_a_year_to_come_and_the_year_of_a_law_are_not_the_time_of_a_text():
    text = (
        "Law No. 24 of 2011 has coverage reach 70 percent. By 2029, coverage will reach 80 percent. "
        "The target for 2029 is 80 percent. In 2025, coverage was 67 percent. In 2023, the target was 75 percent."
    )
    assert [quantity for quantity, _ in found(text)] == ["rate", None, "target", "rate", "target"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cakupan naik 5 persen menjadi 67 persen.",
        "Coverage rose by 5 percent to 67 percent.",
        "Coverage fell almost 5 percent to 67 percent.",
    ],
)
def test_a_change_is_no_level(sentence):
    assert [quantity for quantity, _ in found(sentence)] == [None, "rate"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # Ranges, and what only looks like one.
        ("Between 20 percent and 25 percent of workers are covered.", {"rate": "Between 20 percent and 25 percent"}),
        ("Some 20% to 25% of workers are covered.", {"rate": "Some 20% to 25%"}),
        ("Coverage is put at 20 to 25 percent.", {"rate": "20 to 25 percent"}),
        ("Coverage ranges from 45 to 50 percent.", {"rate": "45 to 50 percent"}),
        ("Cakupan di kisaran 20-25 persen.", {"rate": "di kisaran 20-25 persen"}),
        ("Sekitar 8 ribu sampai 1,2 juta pekerja belum terlindungi.", {"uncovered": "Sekitar 8 ribu sampai 1,2 juta"}),
        ("Coverage rose from 45 to 50 percent.", {"rate": "50 percent"}),
        ("Coverage rose between 2015 and 2023 from 42.8 per cent to 52.4 per cent.", {"rate": "52.4 per cent"}),
        ("Cakupan naik 5 persen hingga 67 persen.", {"rate": "67 persen"}),
        ("Coverage rose by 5 to 6 percent.", {}),
        ("From 20 percent to 25 percent of workers are covered.", {}),
        ("From 2015 to 2023 coverage was 40 percent, on 5 to 7 May, in 10 to 12 offices.", {"rate": "40 percent"}),
        # Figures in words.
        ("Baru sepertiga pekerja yang terlindungi.", {"rate": "sepertiga"}),
        ("Lebih dari separuh pekerja sudah terlindungi.", {"rate": "Lebih dari separuh"}),
        ("Only one in three workers is covered.", {"rate": "one in three"}),
        ("7 dari 10 pekerja sudah terlindungi.", {"rate": "7 dari 10"}),
        ("One third of the 145,455 workers are covered.", {"rate": "One third", "workers": "145,455"}),
        ("Ratusan ribu pekerja belum terlindungi.", {"uncovered": "Ratusan ribu"}),
        ("More than a million workers are not protected.", {"uncovered": "More than a million"}),
        ("Setengah juta pekerja belum terlindungi.", {"uncovered": "Setengah juta"}),
        ("About 12 crore workers are not covered.", {"uncovered": "About 12 crore"}),
        (
            "Dua puluh lima juta pekerja belum terlindungi, of twenty-five million workers.",
            {"uncovered": "Dua puluh lima juta", "workers": "twenty-five million"},
        ),
        ("A third report: half of the year is over, setengah tahun, a quarter of the year.", {}),
        # A share of the uncovered is no rate.
        ("Lebih dari separuh pekerja belum terlindungi.", {}),
        ("33 percent of workers are not covered, while participation is 67 percent.", {"rate": "67 percent"}),
        ("Sebanyak 48.123 pekerja atau 33 persen belum terlindungi.", {"uncovered": "48.123"}),
        ("48,123 workers, or 33 percent of the total, are not covered.", {"uncovered": "48,123"}),
        ("97,455 workers, or 67 percent of the total, are covered.", {"participants": "97,455", "rate": "67 percent"}),
        ("97,455 workers (67 percent) are covered.", {"participants": "97,455", "rate": "67 percent"}),
        # People of a target are no people yet.
        ("Target kepesertaan tahun ini sebesar 65 persen atau 94.546 pekerja.", {"target": "65 persen"}),
        ("Tahun ini ditargetkan 10.123 peserta baru.", {}),
        ("Dari target 116.364 peserta, baru 97.455 orang terdaftar.", {"participants": "97.455"}),
        ("With 97,455 members the target of 80 percent is missed.", {"participants": "97,455", "target": "80 percent"}),
        ("Realisasi kepesertaan 41,64 persen dari target 68 persen.", {"rate": "41,64 persen", "target": "68 persen"}),
        ("Capaian kepesertaan 84 persen dari target.", {"rate": "84 persen dari target"}),
        # Participants who are counted in workers.
        ("Jumlah peserta aktif mencapai 97.455 pekerja.", {"participants": "97.455"}),
        ("Ada 145.455 pekerja, yang terdaftar 97.455 pekerja.", {"workers": "145.455", "participants": "97.455"}),
        ("Kini 97.455 pekerja terlindungi.", {"participants": "97.455"}),
        ("Kepesertaan wajib bagi 145.455 pekerja.", {"workers": "145.455"}),
        ("3 dari 10 juta pekerja terlindungi.", {"participants": "3 juta", "workers": "10 juta"}),
        ("The fund spent 1,000 rupees on workers.", {}),
        # A rise, and no part of a whole.
        ("Peserta mencapai 97.455 orang dari 86.627 orang pada tahun 2023.", {"participants": "97.455"}),
        ("Peserta mencapai 97.455 orang dari 105.123 orang pada 2023.", {"participants": "97.455"}),
        ("Peserta 97.455 dari 145.455 pekerja pada 2025.", {"participants": "97.455", "workers": "145.455"}),
        ("Membership rose 5 percent to 3.1 million from 2.9 million.", {"participants": "3.1 million"}),
        # A count and a share that say each other again.
        ("Cakupan 67 persen atau 97.455 pekerja.", {"rate": "67 persen", "participants": "97.455"}),
        ("The remaining 33 percent, or 48,123 workers, are not covered.", {"uncovered": "48,123"}),
        ("Some 60 percent of the workforce, or 87,273 workers, lack coverage.", {"uncovered": "87,273"}),
        ("Only 14.4 million of the 42.1 million members pay.", {"participants": "42.1 million"}),
        ("Perlu tambahan 18.909 peserta ke target 80 persen.", {"shortfall": "18.909", "target": "80 persen"}),
        ("97.455 tenaga kerja aktif terdaftar.", {"participants": "97.455"}),
    ],
)  # fmt: skip
def test_what_a_careful_reader_takes(text, says):
    claim = {one.excerpt.quantity.value: one.excerpt.printed for one in proposed(excerpts(text)) if one.taken}
    assert claim == says


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Membership fell 0.3 million to 3.1 million.", "fell 0.3 million"),
        ("Jumlah peserta berkurang sebanyak 10.828 orang.", "berkurang 10.828"),
        ("From 20 percent to 25 percent of workers are covered.", "From 20 percent to 25 percent"),
    ],
)
def test_a_change_keeps_its_sign_and_what_is_doubtful_stays_in_sight(text, printed):
    assert (None, printed) in found(text)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Coverage is above 60 percent.", [("rate", "above 60 percent")]),
        ("Jumlah peserta melampaui 97 ribu orang.", [("participants", "melampaui 97 ribu")]),
        ("Tak sampai 50 persen pekerja menjadi peserta.", [("rate", "Tak sampai 50 persen")]),
        ("Tidak sampai separuh pekerja terlindungi.", [("rate", "Tidak sampai separuh")]),
        ("Lebih 67 persen pekerja terlindungi.", [("rate", "Lebih 67 persen")]),
        ("Tidak lebih 67 persen pekerja terlindungi.", [("rate", "Tidak lebih 67 persen")]),
        ("Cakupan mendekati 70 persen.", [("rate", "mendekati 70 persen")]),
        ("Coverage is close to 70 percent.", [("rate", "close to 70 percent")]),
        ("Kurang lebih 67 persen pekerja terlindungi.", [("rate", "Kurang lebih 67 persen")]),
        ("Cakupan 13 poin di bawah 80 persen.", [(None, "13 poin"), (None, "di bawah 80 persen")]),
    ],
)
def test_a_limit_is_not_taken_for_the_figure_itself(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Cakupan baru enam puluh tujuh persen.", [("rate", "enam puluh tujuh persen")]),
        ("Coverage has reached sixty-seven percent.", [("rate", "sixty-seven percent")]),
        ("Sixty-seven point five per cent are covered.", [("rate", "Sixty-seven point five per cent")]),
        ("Lebih dari enam puluh persen pekerja terlindungi.", [("rate", "Lebih dari enam puluh persen")]),
        ("Twenty-five to thirty percent are covered.", [("rate", "Twenty-five to thirty percent")]),
        (
            "Antara enam puluh dan tujuh puluh persen pekerja terlindungi.",
            [("rate", "Antara enam puluh dan tujuh puluh persen")],
        ),
        ("Antara dua ribu dan tiga ribu pekerja terlindungi.", [("participants", "Antara dua ribu dan tiga ribu")]),
        ("Sebanyak empat puluh delapan ribu pekerja belum terlindungi.", [("uncovered", "empat puluh delapan ribu")]),
        ("Dua setengah juta pekerja belum terlindungi.", [("uncovered", "Dua setengah juta")]),
        ("Lima ratus pekerja terdaftar, nomor satu.", [("participants", "Lima ratus")]),
        (
            "Coverage is thirteen points behind the target of eighty percent.",
            [("gap", "thirteen points"), ("target", "eighty percent")],
        ),
        (
            "Capaian enam puluh persen dari target delapan puluh persen.",
            [("rate", "enam puluh persen"), ("target", "delapan puluh persen")],
        ),
        ("Coverage is 13 points below plan.", [(None, "13 points")]),
        # What goes on behind the unit is no figure of its own, and 48 thousand would not be it.
        ("Sebanyak 48 ribu lima ratus pekerja belum terlindungi.", [(None, "48 ribu lima ratus")]),
        ("Ada 2 juta 500 ribu pekerja.", [(None, "2 juta 500 ribu")]),
    ],
)
def test_numbers_in_words_are_read_as_in_digits(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Sebanyak 1.250 perusahaan, dengan 97.455 peserta.", [(None, "1.250"), ("participants", "97.455")]),
        ("Employers numbering 1,250 have registered workers.", [(None, "1,250")]),
        ("67 persen responden mengaku menjadi peserta.", [(None, "67 persen")]),
        ("In a survey of 1,200 workers, 67 percent are covered.", [(None, "1,200"), ("rate", "67 percent")]),
        ("Setiap peserta membayar 16.800 per bulan.", [(None, "16.800")]),
        ("Rata-rata 1.260 peserta baru per bulan diperlukan.", [(None, "1.260")]),
        ("Participants were 97,455 a year earlier.", [(None, "97,455")]),
        ("Members reached 97,455 a year ahead of the plan.", [(None, "97,455")]),
    ],
)
def test_what_counts_others_than_the_people_of_a_claim_is_a_comment(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "Tingkat pengangguran 6,09 persen, sedangkan cakupan kepesertaan 67 persen.",
        "Pertumbuhan ekonomi 6,09 persen dan cakupan 67 persen.",
        "Inflation was 6,09 percent while coverage reached 67 persen.",
        "The contribution rate is 6,09 percent; coverage is 67 persen.",
        "Labour force participation is 6,09 percent, coverage 67 persen.",
    ],
)
def test_another_rate_is_no_coverage(text):
    assert [quantity for quantity, _ in found(text)] == [None, "rate"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("97,455 workers are active members.", [("participants", "97,455")]),
        ("Covered workers numbered 935,079.", [("participants", "935,079")]),
        ("Puluhan ribu pekerja informal terdaftar.", [("participants", "Puluhan ribu")]),
        ("Half of the workers, some 150,000, have no insurance.", [(None, "Half"), ("uncovered", "some 150,000")]),
        ("Cabang mendaftarkan 5,123 pekerja rentan.", [(None, "5,123")]),
        ("Di pasar, 5,123 pekerja rentan didaftarkan.", [(None, "5,123")]),
        ("The fund gained 5,123 new members.", [(None, "5,123")]),
        ("Masih dibutuhkan 5,123 peserta baru.", [("shortfall", "5,123")]),
    ],
)
def test_members_are_no_workforce_and_new_ones_no_total(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Coverage is expected to reach 70 percent by December.", [(None, "70 percent")]),
        ("Cakupan diperkirakan mencapai 70 persen akhir tahun.", [(None, "70 persen")]),
        ("Tahun depan cakupan 80 persen.", [(None, "80 persen")]),
        ("Optimis 80 persen pekerja terlindungi tahun depan.", [(None, "80 persen")]),
        ("Diperkirakan 67 persen pekerja terlindungi.", [("rate", "67 persen")]),
        ("By 2026 the agency wants 80 percent of workers covered.", [("target", "80 percent")]),
        ("The fund aims to reach 30 per cent of the workforce by June 2027.", [("target", "30 per cent")]),
        (
            "It has reached 67 percent; it wants to reach 80 percent.",
            [("rate", "67 percent"), ("target", "80 percent")],
        ),
        ("It plans to expand coverage to 50 percent of workers.", [("target", "50 percent")]),
        ("The government aims for coverage of 60 percent by 2030.", [("target", "60 percent")]),
        ("The fund intends to cover 12 million workers.", [(None, "12 million")]),
        ("Cakupan turun 0,99 poin dari 46,33 persen.", [(None, "turun 0,99 poin"), (None, "46,33 persen")]),
    ],
)
def test_what_is_to_come_and_what_was_are_no_level_of_today(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Sebanyak 2000 pekerja belum terlindungi.", [("uncovered", "2000")]),
        ("Pada triwulan III 2025 peserta mencapai 97.455 orang.", [("participants", "97.455")]),
        ("Pekerja di atas 55 tahun sebanyak 12.345 belum terlindungi.", [("uncovered", "12.345")]),
        ("Program 100 hari kerja menargetkan 80 persen.", [("target", "80 persen")]),
        ("Sejak pukul 10.30 Wita, 97.455 peserta datang.", [("participants", "97.455")]),
        ("Call 0542-123456; 97,455 workers are covered.", [("participants", "97,455")]),
        ("Usia 15-64: 145,455 pekerja.", [("workers", "145,455")]),
        ("Peserta menjadi 970 tahun ini.", [("participants", "970")]),
    ],
)
def test_times_ages_and_codes_are_no_people(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Realisasi 84 persen dari target 100 ribu peserta.",
            [("rate", "84 persen dari target"), (None, "100 ribu")],
        ),
        (
            "Cakupan baru separuh dari target 80 persen.",
            [("rate", "separuh dari target"), ("target", "80 persen")],
        ),
        ("Capaian 67 persen dari target 80 persen.", [("rate", "67 persen"), ("target", "80 persen")]),
    ],
)
def test_a_share_of_a_target_in_people_is_no_rate(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Cakupan per Agustus 67 persen vs target 80 persen.", [("rate", "67 persen"), ("target", "80 persen")]),
        (
            "Sebesar 67,28 persen target 2025, cakupan 49,9 persen.",
            [("target", "67,28 persen"), ("rate", "49,9 persen")],
        ),
        (
            "Coverage is behind the 80 percent target of 2025, the rate is 67%.",
            [("target", "80 percent"), ("rate", "67%")],
        ),
        ("Dengan 80 persen target 67.123 pekerja.", [(None, "80 persen"), (None, "67.123")]),
        ("Cakupan kepesertaan 67 persen, 84 persen target.", [("rate", "67 persen"), (None, "84 persen")]),
        ("Realisasi 84% target.", [(None, "84%")]),
        ("Cakupan 67% target 80%.", [("rate", "67%"), ("target", "80%")]),
        ("Realisasi 64 persen target nasional 80 persen.", [("rate", "64 persen"), ("target", "80 persen")]),
        ("Coverage is 67% of an 80% target.", [("rate", "67%"), ("target", "80%")]),
        ("Gap cakupan 13 persen.", [("gap", "13 persen")]),
        ("Gap antara target dan realisasi 13 persen.", [("gap", "13 persen")]),
        ("The protection gap amounts to 48,123 workers.", [(None, "48,123")]),
        ("The city counts 145,455 workers; 67 in 100 are covered.", [("workers", "145,455"), (None, "100")]),
        ("Coverage, from 45 to 50 percent, differs.", [(None, "from 45 to 50 percent")]),
        ("Some 48,123 workers, or a third of all, are uncovered.", [("uncovered", "Some 48,123"), (None, "a third")]),
        ("Jumlah peserta nonaktif 12,345 orang.", [(None, "12,345")]),
        ("Sebanyak 12,345 peserta menunggak.", [(None, "12,345")]),
        ("There are 18,979 unemployed and 300,974 employed.", [(None, "18,979"), ("workers", "300,974")]),
        ("Kota menargetkan 100 ribu pekerja rentan terlindungi.", [(None, "100 ribu")]),
        ("The government will cover 100,123 vulnerable workers.", [(None, "100,123")]),
        ("Perlu 18,909 peserta lagi.", [("shortfall", "18,909")]),
        ("Butuh sedikit lagi untuk sampai 80 persen.", [("target", "80 persen")]),
        ("Tinggal 13 persen lagi dari target.", [("gap", "13 persen")]),
        (
            "The national average is 35.68 percent; the city stands at 67 percent.",
            [(None, "35.68 percent"), ("rate", "67 percent")],
        ),
    ],
)
def test_a_figure_near_a_cue_that_says_something_else(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Sebanyak 48 ribu pekerja formal dan 68 ribu pekerja informal belum terlindungi.",
            [("uncovered", "48 ribu"), ("uncovered", "68 ribu")],
        ),
        (
            "Some 48 thousand formal and 68 thousand informal workers are not covered.",
            [("uncovered", "Some 48 thousand"), ("uncovered", "68 thousand")],
        ),
        ("Ada 145 ribu pekerja dan 48 ribu belum terlindungi.", [("workers", "145 ribu"), ("uncovered", "48 ribu")]),
        (
            "Ada 116 ribu pekerja (48 ribu formal, 68 ribu informal) yang belum terlindungi.",
            [("uncovered", "116 ribu"), (None, "48 ribu"), (None, "68 ribu")],
        ),
        (
            "UCJ baru 41,64 persen, yakni 176.604 dari 424.131 pekerja, kurang 112.399 orang untuk capai 68 persen.",
            [
                ("rate", "41,64 persen"),
                ("participants", "176.604"),
                ("workers", "424.131"),
                ("shortfall", "112.399"),
                ("target", "68 persen"),
            ],
        ),
        ("Kota itu 41,64 persen, masih kurang 112.399 orang.", [(None, "41,64 persen"), ("shortfall", "112.399")]),
        (
            "Tercatat 196 ribu pekerja penerima upah (PU) atau 91 persen dari potensi.",
            [("participants", "196 ribu"), ("rate", "91 persen")],
        ),
        (
            "Peserta PU 196 ribu orang dan BPU 18.179 orang atau 27 persen dari potensi.",
            [("participants", "196 ribu"), ("participants", "18.179"), ("rate", "27 persen")],
        ),
        (
            "Cabang mencatat pekerja baru, bukan penerima upah 18.179 orang atau 27 persen.",
            [(None, "18.179"), (None, "27 persen")],
        ),
        (
            "The 2,500 drivers enrolled this month bring members to 97,455.",
            [(None, "2,500"), ("participants", "97,455")],
        ),
        ("Kini 145.123 dari 145.123 pekerja terdaftar.", [("participants", "145.123"), ("workers", "145.123")]),
        ("Of every 100 workers, 670 of each 1,000 are covered.", [(None, "100"), (None, "670"), (None, "1,000")]),
    ],
)
def test_what_is_said_of_two_kinds_and_of_a_part(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Target tahun ini 100 ribu peserta, tercapai 84 persen.", (None, "84 persen")),
        ("Dari target 116.364 peserta, baru 97.455 atau 83,75 persen yang tercapai.", (None, "83,75 persen")),
        ("Coverage is 83.75 percent of the 2025 target.", ("rate", "83.75 percent of the 2025 target")),
        ("Target 80 persen, tercapai 67 persen.", ("rate", "67 persen")),
        ("Target 100 ribu peserta, capaian 84 persen dari target.", ("rate", "84 persen dari target")),
    ],
)
def test_what_is_reached_of_a_target_in_people_is_no_rate(text, share):
    assert found(text)[-1] == share


def test_a_share_of_a_named_target_is_read():
    figure = parse_figure("84% of the national target", frozenset({Kind.PERCENT, Kind.OF_TARGET}))
    assert isinstance(figure, Figure)
    assert figure.kind is Kind.OF_TARGET


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Cakupan kepesertaan lebih rendah dari 50 persen.", [("rate", "lebih rendah dari 50 persen")]),
        ("Coverage remains lower than 50 percent.", [("rate", "lower than 50 percent")]),
        ("Coverage is higher than 50 percent.", [("rate", "higher than 50 percent")]),
        ("Coverage has not yet reached 67 percent.", [("rate", "not yet reached 67 percent")]),
        ("Cakupan tidak mencapai 67 persen.", [("rate", "tidak mencapai 67 persen")]),
        # By how much one is above the other is the level of none.
        ("Cakupan 5 persen lebih tinggi dari 61 persen.", [(None, "5 persen"), (None, "lebih tinggi dari 61 persen")]),
        ("Cakupan lebih rendah 13 persen dari target 80%.", [(None, "13 persen"), ("target", "80%")]),
        ("Cakupan 13 persen lebih rendah dari target 80 persen.", [("gap", "13 persen"), ("target", "80 persen")]),
        ("Coverage fell short of 80 percent by 13 points.", [(None, "80 percent"), ("gap", "13 points")]),
        # What stands behind "below the target" is the target, and no gap.
        ("Cakupan masih di bawah target nasional 80 persen.", [("target", "80 persen")]),
        ("Coverage is below the national target of 80 percent.", [("target", "80 percent")]),
        (
            "It needs 18,909 more participants to reach 80 percent.",
            [("shortfall", "18,909"), ("target", "80 percent")],
        ),
    ],
)
def test_bounds_and_differences_are_told_apart(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Cakupan bukan 67 persen.", [(None, "bukan 67 persen")]),
        ("Cakupan 64 persen, bukan 67 persen.", [("rate", "64 persen"), (None, "bukan 67 persen")]),
        ("Not 67 percent but 64 percent are covered.", [(None, "Not 67 percent"), ("rate", "64 percent")]),
        ("Cakupan bukan hanya 67 persen.", [(None, "bukan hanya 67 persen")]),
        ("Coverage is no longer 67 percent.", [(None, "no longer 67 percent")]),
        ("Cakupan tidak lebih dari 67 persen.", [("rate", "tidak lebih dari 67 persen")]),
        ("Peserta minimum 15 orang.", [(None, "minimum 15")]),
        ("Dari 100 pekerja, 670 orang.", [(None, "100"), (None, "670")]),
        ("Satu dari seratus pekerja terlindungi.", [(None, "seratus")]),
        ("With a 95% confidence interval, coverage is 67%.", [(None, "95%"), ("rate", "67%")]),
        ("Dengan tingkat kepercayaan 95 persen, cakupan 67%.", [(None, "95 persen"), ("rate", "67%")]),
        ("Minimal 97 ribu peserta terdaftar.", [("participants", "Minimal 97 ribu")]),
    ],
)
def test_what_is_denied_or_laid_down_is_no_figure_of_the_claim(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Kurang dari separuh, yakni 48.123 dari 145.455 pekerja, belum terdaftar.",
            [(None, "Kurang dari separuh"), ("uncovered", "48.123"), ("workers", "145.455")],
        ),
        (
            "Sebanyak 97.455 pekerja terlindungi dan 48.123 pekerja lagi belum.",
            [("participants", "97.455"), ("uncovered", "48.123")],
        ),
        ("Two-thirds are covered and 48,123 are not.", [("rate", "Two-thirds"), ("uncovered", "48,123")]),
        (
            "Dari 300.974 angkatan kerja, yang bekerja 282.123 orang, yang menjadi peserta 188.940 orang.",
            [("workers", "300.974"), ("workers", "282.123"), ("participants", "188.940")],
        ),
    ],
)
def test_the_people_of_a_short_clause_are_those_that_it_speaks_of(text, figures):
    assert found(text) == figures


def taken(text):
    return {one.excerpt.quantity.value: one.excerpt.printed for one in proposed(excerpts(text)) if one.taken}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Peserta per September:\n- PU: 79.276 peserta\n- BPU: 18.179 peserta\nTotal 97.455 dari 145.455 pekerja.",
            {"participants": "97.455", "workers": "145.455"},
        ),
        ("Cakupan PU 91,2 persen, BPU 27,4 persen, total cakupan 67 persen.", {"rate": "67 persen"}),
        ("Hampir 70 persen pekerja formal terlindungi. Ada 300 ribu pekerja.", {"workers": "300 ribu"}),
        ("Peserta: 97.455 orang (PU 79.276; BPU 18.179).", {"participants": "97.455"}),
        ("Cakupan perempuan 61 persen dan laki-laki 71 persen, total 67 persen.", {"rate": "67 persen"}),
        ("The informal sector (66,000 workers) has coverage of 27.5%; in all 67%.", {"rate": "67%"}),
        # One segment alone is what the text is about, with the whole of its part.
        ("Hampir 70 persen pekerja formal terlindungi, target 80%.", {"rate": "Hampir 70 persen", "target": "80%"}),
        (
            "Peserta BPU 18.179 dari 66.123 pekerja (27,5%).",
            {"participants": "18.179", "workers": "66.123", "rate": "27,5%"},
        ),
    ],
)
def test_what_is_of_one_segment_is_no_figure_of_all(text, says):
    assert taken(text) == says


def test_a_figure_of_one_segment_says_so(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Cakupan PU 91,2 persen, total cakupan 67 persen.", encoding="utf-8")
    assert '# of one segment: rate: "91,2 persen"' in run("reconcile", "--text", str(path), "--lang", "en").out


@pytest.mark.parametrize(
    "text",
    [
        "| Segmen | Pekerja | Peserta |\n|---|---:|---:|\n| PU | 145.455 | 97.455 |",
        "| | Pekerja | Peserta |\n|---|---:|---:|\n| Peserta PU | 145.455 | 97.455 |",
        "Segmen\tPekerja\tPeserta\nPU\t145.455\t97.455",
        "Segmen     Pekerja     Peserta\nPU         145.455      97.455",
    ],
)
def test_figures_of_a_table_are_told_and_are_none_of_the_claim(text):
    assert found(text) == [(None, "145.455"), (None, "97.455")]


def test_items_of_a_list_are_sentences_of_their_own():
    text = "1. Jumlah pekerja: 145.455\n2. Jumlah peserta: 97.455\n10. Cakupan: 67,0%"
    assert found(text) == [("workers", "145.455"), ("participants", "97.455"), ("rate", "67,0%")]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Sebanyak 97.455 (67%) dari 145.455 pekerja.",
            [("participants", "97.455"), ("rate", "67%"), ("workers", "145.455")],
        ),
        ("Pemerintah menargetkan cakupan 80 persen.", [("target", "80 persen")]),
        ("Up to 48,000 workers remain outside the scheme.", [("uncovered", "Up to 48,000")]),
        ("Nilai klaim mencapai 120 miliar, peserta 97.455.", [(None, "120 miliar"), ("participants", "97.455")]),
        ("Manfaat 16,8 juta per peserta.", [(None, "16,8 juta")]),
        ("Total participants: 1.2m workers.", [(None, "1.2m")]),
        ("None of the 5,123 drivers is covered.", [(None, "None of the 5,123")]),
        ("Tak satu pun dari 5.123 pekerja terdaftar.", [(None, "Tak satu pun dari 5.123")]),
        (
            "Coverage ranged from 27 percent in the north to 91 percent in the south; in all it reached 67 percent.",
            [(None, "27 percent"), (None, "91 percent"), ("rate", "67 percent")],
        ),
        ("Pekerja terlindungi: 97.455/145.455.", [("participants", "97.455"), ("workers", "145.455")]),
        ("Per 22/9/2025: 97.455 peserta.", [("participants", "97.455")]),
        (
            "Covered: 97,455 (67.0%); not covered: 48,123.",
            [("participants", "97,455"), ("rate", "67.0%"), ("uncovered", "48,123")],
        ),
        ("Ada 174 anak penerima beasiswa dan 97.455 peserta.", [(None, "174"), ("participants", "97.455")]),
        ("Iuran sebesar 16.800, 97.455 peserta penerima upah.", [(None, "16.800"), ("participants", "97.455")]),
        ("Tinggal 13 persen lagi untuk mencapai 80 persen.", [("gap", "13 persen"), ("target", "80 persen")]),
        ("Dari 145.455 pekerja baru 67 persen terlindungi.", [("workers", "145.455"), ("rate", "67 persen")]),
        ("Some 17.6 million still lack any cover.", [("uncovered", "Some 17.6 million")]),
        (
            "A total of 97,455 workers (67.1 per cent of the 145,455 employed) contribute.",
            [("participants", "97,455"), ("rate", "67.1 per cent"), ("workers", "145,455")],
        ),
        ("Sekitar 48 ribu–50 ribu pekerja belum terlindungi.", [("uncovered", "Sekitar 48 ribu–50 ribu")]),
        (
            "Belum semua dari 145.455 pekerja terlindungi, baru 97.455.",
            [(None, "Belum semua dari 145.455"), ("participants", "97.455")],
        ),
        ("Klaim dibayarkan kepada 12.345 peserta.", [(None, "12.345")]),
        ("Coverage is 67%, the gap is -13.1 pp.", [("rate", "67%"), (None, "-13.1 pp")]),
        ("Coverage could reach 70 percent; it is 67 percent.", [(None, "70 percent"), ("rate", "67 percent")]),
        (
            "Jika 80 persen terlindungi, ada 116.364 peserta; kini 97.455.",
            [(None, "80 persen"), (None, "116.364"), ("participants", "97.455")],
        ),
        ("Potensi peserta 145.455 orang.", [(None, "145.455")]),
        ("Wali kota meminta 5.123 pekerja rentan segera dilindungi.", [(None, "5.123")]),
        ("Coverage rate | 67%\nTarget | 80%", [(None, "67%"), (None, "80%")]),
        ("* Cakupan: **67 persen**\n* Pekerja: _145.455_", [("rate", "67 persen"), ("workers", "145.455")]),
        ("Cakupan 67,0%1 dari pekerja.", [(None, "67,0%1")]),
        ("Cakupan enampuluh tujuh persen.", [("rate", "enampuluh tujuh persen")]),
        ("Cakupan 2/3 pekerja, ¾ pekerja.", [(None, "2/3"), (None, "¾")]),
        ("Ada 2½ juta pekerja.", [(None, "2½ juta")]),
        ("Cakupan 67 koma 3 persen.", [("rate", "67 koma 3 persen")]),
        ("Coverage is just over two thirds.", [("rate", "over two thirds")]),
        ("Coverage is roughly two out of three.", [("rate", "roughly two out of three")]),
        ("Kita ingin mencapai 80 persen.", [("target", "80 persen")]),
        ("We must reach 80 percent.", [("target", "80 percent")]),
        (
            "Angka itu di bawah capaian nasional 44 persen, cakupan 33 persen.",
            [(None, "44 persen"), ("rate", "33 persen")],
        ),
        ("Target tercapai 84 persen.", [(None, "84 persen")]),
        ("Realisasi cakupan 84 persen terhadap target.", [("rate", "84 persen terhadap target")]),
        ("Baru 12 orang dari 85 pekerja yang terdaftar.", [(None, "12"), (None, "85")]),
    ],
)
def test_what_else_was_taken_for_the_people_of_a_claim(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # What is corrected, numbered or of one firm.
        ("Ralat: kemarin tertulis cakupan 76 persen. Cakupan yang benar 67 persen.", {"rate": "67 persen"}),
        ("An earlier version of this article said coverage was 76 percent. It is 67 percent.", {}),
        ("Question 214: How many workers are insured? Answer: 412,300.", {}),
        ("Sebanyak 3.200 pekerja PT Kilang sudah terdaftar.", {}),
        ("Of 1,250 firms surveyed, 67 percent had registered all their workers.", {}),
        # Of some, or still to come into the total.
        ("Sebanyak 7.500 pengemudi ojek daring didaftarkan tahun ini.", {}),
        ("88,120 enrolled, bringing the total to 1,012,340 participants.", {"participants": "1,012,340"}),
        ("Another 18,909 workers must enrol.", {}),
        ("The scheme needs 18,909 more members.", {"shortfall": "18,909"}),
        ("Masih membutuhkan 18.909 peserta baru.", {"shortfall": "18.909"}),
        ("Ada 351.201 pekerja. Yang wajib menjadi peserta hanya 145.455 orang.", {"workers": "351.201"}),
        ("Up to 70 percent of workers could be covered.", {}),
        # The target is not the rate, nor the rate the target.
        (
            "Cakupan 67 persen belum memenuhi target yang mencapai 80 persen.",
            {"rate": "67 persen", "target": "80 persen"},
        ),
        ("We are at sixty-seven percent, and our goal is eighty percent.", {"target": "eighty percent"}),
        (
            "116,364 are needed for 80 percent, 97,455 are registered.",
            {"target": "80 percent", "participants": "97,455"},
        ),
        # An earlier time.
        ("Coverage slipped from 46.33 percent in 2022 to 45.34 percent in 2023.", {"rate": "45.34 percent"}),
        ("Coverage: from 60% (2023) to 67% (2025).", {"rate": "67%"}),
        ("Tahun lalu cakupan 63 persen, tahun ini 67 persen.", {"rate": "67 persen"}),
        ("Dibanding tahun lalu, cakupan naik menjadi 67 persen.", {"rate": "67 persen"}),
        ("In 2019 coverage was 15%. Today it is 21%.", {}),
        # A whole before its part, and a count in apposition to its share.
        (
            "Of the 12.4 million people in employment, 7.9 million are insured and 4.5 million are not.",
            {"workers": "12.4 million", "participants": "7.9 million", "uncovered": "4.5 million"},
        ),
        ("48 thousand workers, a third of the workforce, are not insured.", {"uncovered": "48 thousand"}),
        ("1,05 jt pekerja sudah ter-cover atau 48,7 persen.", {"participants": "1,05 jt", "rate": "48,7 persen"}),
        ("About 48,000 are not covered. ¹ Of 145,455 workers.", {"uncovered": "About 48,000", "workers": "145,455"}),
        # Segments, and programmes of which each has its own participants.
        (
            "Coverage BPU 12,4 persen, PU yang mencapai 88,9 persen. Coverage total 47,3 persen.",
            {"rate": "47,3 persen"},
        ),
        ("Formal workers are covered at 91 percent. Coverage of all is 44 percent.", {"rate": "44 percent"}),
        ("Women are covered at 61 percent and men at 71 percent.", {}),
        ("Pekerja rentan yang dilindungi Pemkot 12.500 orang. Total peserta 97.455 orang.", {"participants": "97.455"}),
        ("Cakupan JKK dan JKM 67 persen, JHT 45 persen, sedangkan JP 30 persen.", {}),
        (
            "Coverage among the self-employed is 12.5 percent, against an overall rate of 44.1 percent.",
            {"rate": "44.1 percent"},
        ),
        # Another place behind a semicolon.
        (
            "In Balikpapan 48 thousand workers are not insured; in Samarinda it is 208 thousand.",
            {"uncovered": "48 thousand"},
        ),
    ],
)
def test_what_a_reader_of_news_does_not_take(text, says):
    assert taken(text) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # Two funds, two sources, registered beside active: which of them is meant, a reader says.
        ("The Pension Scheme covers 2.1 million workers, the Compensation Fund covers 3.4 million workers.", {}),
        ("Cakupan 51,2 persen (versi BPJS) atau 47,9 persen (versi Disnaker), target 60%.", {"target": "60%"}),
        ("SSS has 43.6 million members; 15.9 million members are paying. Coverage is 40%.", {"rate": "40%"}),
        ("Target cakupan 2025 sebesar 61,5%, target cakupan 2026 sebesar 66%.", {}),
        # One number, printed twice.
        ("Cakupan 67 persen. Cakupan tepatnya 67,2 persen.", {"rate": "67 persen"}),
        ("Ada 48 ribu pekerja belum terlindungi, tepatnya 48.123 belum terlindungi.", {"uncovered": "48 ribu"}),
        ("Cakupan 67 persen. Cakupan 84 persen dari target.", {"rate": "67 persen"}),
        # The labour force has those without work, too.
        ("Dari angkatan kerja 310 ribu, yang bekerja 291 ribu orang.", {"workers": "291 ribu"}),
        ("The labour force is 310 thousand; employed are 291 thousand.", {"workers": "291 thousand"}),
        ("Angkatan kerja 310 ribu orang.", {"workers": "310 ribu"}),
        # Without a target a coverage gap may be what is uncovered.
        ("The coverage gap is 33 percent.", {}),
        ("The coverage gap is 13 percent. The target is 80 percent.", {"gap": "13 percent", "target": "80 percent"}),
    ],
)
def test_of_figures_at_odds_none_is_taken(text, says):
    assert taken(text) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # A part of a town, named before it.
        (
            "Di Kecamatan Balikpapan Selatan ada 12.340 peserta. Kota Balikpapan punya 145.455 pekerja.",
            {"workers": "145.455"},
        ),
        ("Desa Sumber Rejo kini punya 640 peserta. Kabupaten itu memiliki 402.123 pekerja.", {"workers": "402.123"}),
        ("Di Kecamatan Balikpapan Selatan ada 12.340 peserta.", {"participants": "12.340"}),
        ("In Ghana coverage is 17.3%. In neighbouring Togo coverage is 9.8%.", {"rate": "17.3%"}),
        ("Cakupan nasional 33,1 persen, sedangkan Kalimantan Timur 48,5 persen.", {}),
        # Which of them are the participants?
        ("Only 412,000 members out of 1.6 million registered contributed.", {}),
        ("97,455 members out of 145,455 workers are in.", {"participants": "97,455", "workers": "145,455"}),
        ("Registered: 1,600,000. Active: 412,000.", {}),
        (
            "Active members are 3.2 million of 21.5 million workers, of whom 18.3 million are informal.",
            {"participants": "3.2 million", "workers": "21.5 million"},
        ),
        ("Dari 12.500 pekerja migran, 4.310 terlindungi. Total pekerja 98.200 orang.", {"workers": "98.200"}),
        ("Peserta: 61.200; angkatan kerja: 96.120; bekerja: 88.740.", {"participants": "61.200", "workers": "88.740"}),
        ("Peserta: 61.200; menganggur: 7.380 orang.", {"participants": "61.200"}),
        ("Enrolment may reach 70 percent.", {}),
        # A target, by what stands behind it or before it.
        ("Coverage is 13 points short of the 80% national target.", {"gap": "13 points", "target": "80%"}),
        ("Cakupan 40 persen. Target UCJ tahun ini 62,5 persen.", {"rate": "40 persen", "target": "62,5 persen"}),
        ("Butuh tambahan agar mencapai 80 persen dari 145.455 pekerja.", {"target": "80 persen", "workers": "145.455"}),
        ("Coverage is 29 percent; the government promised 35 percent.", {"rate": "29 percent", "target": "35 percent"}),
        # What is lacking, and what is left.
        (
            "Yang menjadi peserta 39.421 orang, dan yang belum 13.969 orang.",
            {"participants": "39.421", "uncovered": "13.969"},
        ),
        ("Ada 145.455 pekerja. Sisanya, 48.123 pekerja, menjadi sasaran.", {"workers": "145.455"}),
        ("Ada 424.131 pekerja. Gap menuju target 68% adalah 111.805 pekerja.", {"workers": "424.131", "target": "68%"}),
        ("Saat ini realisasinya 43,7 persen.", {"rate": "43,7 persen"}),
        ("Ada 139.500 orang bekerja.", {"workers": "139.500"}),
        (
            "It has 1.9 million contributors, which is 17.3% of the 11 million employed.",
            {"participants": "1.9 million", "rate": "17.3%", "workers": "11 million"},
        ),
    ],
)
def test_whose_figure_it_is_and_what_it_is_short_of(text, says):
    assert taken(text) == says


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # No day of May, no time in the east of Indonesia (WIT), no number of a question.
        ("Some 60 percent may lack cover.", [(None, "Some 60 percent")]),
        ("About 97,455 may be covered.", [(None, "About 97,455")]),
        ("It leaves 54.3 million without protection.", [("uncovered", "54.3 million")]),
        ("In question 60 percent are covered.", [("rate", "60 percent")]),
        ("From 5 May to 7 May, at 10.30 WIT and 10 am, 97,455 were covered.", [("participants", "97,455")]),
        (
            "Some 39,421 workers in North Penajam are covered, or 73 percent of 53,390.",
            [("participants", "Some 39,421"), ("rate", "73 percent"), (None, "53,390")],
        ),
    ],
)
def test_no_figure_is_lost_for_the_word_behind_it(text, figures):
    assert found(text) == figures


def test_lines_of_a_label_and_a_figure_are_sentences_of_their_own():
    text = "Coverage rate: 67.0%\nTarget: 80.0%\nGap: 13.0 points\nNot covered: 48,000"
    assert taken(text) == {"rate": "67.0%", "target": "80.0%", "gap": "13.0 points", "uncovered": "48,000"}
    wrapped = (
        "The head of the branch said on Monday\nin Balikpapan: 67 percent of workers are covered\nand 33 percent not."
    )
    assert taken(wrapped) == {"rate": "67 percent"}
