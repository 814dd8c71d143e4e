"""`coverage init` on files of other offices: surveys, registers, tables of segments side by side, days and nations."""

from __future__ import annotations

import random
import shutil

import pytest

from tests.intake import workbooks

REGIONS, SECTORS = ("Nairobi", "Coast", "Nyanza"), ("Agriculture", "Trade", "Services")
WORKERS = "Region,Sector,Year,Workers\n" + "".join(f"{a},{b},2024,9000\n" for a in REGIONS for b in SECTORS)


@pytest.fixture
def proposed(project, run, tmp_path):
    """Proposes a project for two files, and gives what sources.yaml says of the second."""

    def propose(participants, *, workers=WORKERS, names=("p.csv", "q.csv")):
        given = zip(names, (workers, participants), strict=True)
        project({name: text for name, text in given if text is not None}, targets=None)
        shutil.rmtree(tmp_path / "config", ignore_errors=True)
        ran = run("init", *names, "--yes")
        assert (ran.code, ran.err) == (0, "")
        return (tmp_path / "config" / "sources.yaml").read_text().partition(f"    files: {names[1]}\n")

    return propose


def _survey(number, weight="{:.4f}", insured="insured", answer=int):
    """Microdata with a household of two each, and what `number` makes of a row's place; two rounds of one year."""
    chance = random.Random(1)  # noqa: S311 - the same figures every time
    rows = [f"hhid;pid;region;emp_sector;{insured};age;base_weight;final_weight;round"]
    for at in range(240):
        cells = [1000 + at // 2, number(at), chance.choice(REGIONS), chance.choice(SECTORS)]
        cells += [answer(chance.random() < 0.4), 20 + at % 40, 1, weight.format(chance.uniform(100, 400)), 2024]
        rows.append(";".join(map(str, cells)))
    return "\n".join(rows) + "\n"


def test_a_survey_is_of_persons_with_weights(proposed, run):
    table = _survey(lambda at: f"{at:05d}")
    kind, _, text = proposed(table)
    assert kind.endswith("  - kind: persons\n")
    for line in ("weight: final_weight  # guessed", "participant_id: pid  # guessed", "status: insured  # guessed",
                 'status: {"1": active, "0": inactive}', "segment: emp_sector", "period: round",
                 "unused: [hhid, age, base_weight]"):  # fmt: skip
        assert line in text
    assert "# decide" not in text
    assert "errors: 0, warnings: 1" in run("check").out
    rows = [line.split(";") for line in table.splitlines()[1:]]
    weighed = sum(round(float(row[7]) * 10_000) for row in rows if row[4] == "1")
    total = run("gap", "--format", "csv", "--totals").out.splitlines()[-1].split(",")
    assert (total[1], round(float(total[5]) * 10_000)) == ("TOTAL", weighed)


@pytest.mark.parametrize("name", ["wt", "FWT", "FINAL_WEIG", "weind", "bobot_akhir", "poids"])
def test_weights_are_known_by_the_names_that_programs_give_them(proposed, name):
    """Without one, each person who was asked stood for one, and coverage was near nothing."""
    _, _, text = proposed(_survey(lambda at: f"{at:05d}").replace("base_weight", "base").replace("final_weight", name))
    assert f"weight: {name}  # guessed" in text


@pytest.mark.parametrize("answer", [int, lambda yes: "yes" if yes else "no", lambda yes: 2 - yes])
def test_the_answer_of_a_survey_is_a_state_however_it_is_written(proposed, answer):
    _, _, text = proposed(_survey(lambda at: f"{at:05d}", answer=answer))
    assert "status: insured  # guessed" in text
    assert ("{status: {" in text) is (answer is not int)


@pytest.mark.parametrize(
    "name", ["Peso amostral", "factor_de_expansión", "Pondération", "Trọng số", "Fator de expansão"]
)
def test_weights_are_known_in_other_languages(proposed, name):
    """They were offered as the participants, who would have been all that were asked."""
    table = _survey(lambda at: f"{at:05d}", insured="contribui", answer=("Não", "Sim").__getitem__)
    _, _, text = proposed(table.replace("base_weight", "base").replace("final_weight", name))
    assert f"weight: {name}  # guessed" in text.replace('"', "")
    assert "status: contribui  # guessed" in text


@pytest.mark.parametrize("answers", [("no", "yes"), ("Não", "Sim"), ("Không", "Có")])
def test_in_a_survey_yes_and_no_are_the_answer(proposed, answers):
    _, _, text = proposed(_survey(lambda at: f"{at:05d}", insured="has_sss", answer=answers.__getitem__))
    assert "status: has_sss  # guessed" in text
    assert "# values: {status: {" in text
    assert all(f'{answer}: "..."' in text.replace(f'"{answer}"', answer) for answer in answers)


def test_which_of_several_answers_of_a_survey_is_meant_is_asked(proposed):
    """It was a table of counts, whose participants were offered among ages and weights."""
    rows = _survey(lambda at: f"{at:05d}", insured="q12").splitlines()
    table = "".join(f"{row};{at % 2 if at else 'q13'}\n" for at, row in enumerate(rows))
    kind, _, text = proposed(table)
    assert kind.endswith("  - kind: persons\n")
    assert "# status: ...  # decide: the column that holds status" in text
    assert ", one of: hhid, q12, age, base_weight, q13; or" in text
    assert "weight: final_weight  # guessed" in text


def test_weights_with_a_decimal_comma_are_read(proposed, run):
    table = "\n".join(
        ";".join(cell.replace(".", ",") for cell in line.split(";"))
        for line in _survey(lambda at: f"{at:05d}").splitlines()
    )
    _, _, text = proposed(table + "\n")
    assert "    number_style: id\n    weight: final_weight" in text
    assert "errors: 0" in run("check").out


def test_a_person_who_is_numbered_within_a_household_is_asked_for(proposed, project, run, tmp_path):
    table = _survey(lambda at: at % 2 + 1)
    _, _, text = proposed(table)
    assert "      # participant_id: ...  # decide: " in text
    assert "say only together who a row is about; write the two into one column of the file" in text
    assert "      participant_id:" not in text
    head, *rows = table.splitlines()
    joined = [f"{head};person", *(f"{row};{row.split(';')[0]}-{row.split(';')[1]}" for row in rows)]
    project({"q.csv": "\n".join(joined) + "\n"}, targets=None)
    path = tmp_path / "config" / "sources.yaml"
    path.write_text(path.read_text().replace("# participant_id: ...", "participant_id: person"))
    assert "errors: 0" in run("check").out


def test_nobody_is_numbered(proposed):
    _, _, text = proposed(_survey(lambda _: 1).replace("hhid", "stratum"))
    assert "decide: no column says who a row is about; number the persons in a column of the file" in text


def test_persons_are_no_table_by_period(proposed):
    """Where nobody was numbered, a name that speaks of workers or participants ended the run."""
    table = _survey(lambda _: 1).replace("hhid", "stratum").replace("base_weight", "employed")
    kind, _, text = proposed(table)
    assert kind.endswith("  - kind: persons\n")
    assert "period: round  # guessed" in text


def test_of_several_weights_one_is_chosen(project, run, tmp_path, answering):
    table = _survey(lambda at: f"{at:05d}").replace("final_weight", "pweight")
    project({"p.csv": WORKERS, "q.csv": table}, targets=None)
    prompts = answering("age", "pweight")
    assert run("init", "p.csv", "q.csv").code == 0
    assert "which column holds the weight that each person counts with? One of: base_weight, pweight." in prompts[0]
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert "    weight: pweight" in text
    assert "errors: 0" in run("check").out


def test_answers_are_no_counts_without_weights_either(proposed):
    table = "Region,Sector,Year,insured\n" + "".join(f"Coast,Trade,2024,{at % 2}\n" for at in range(9))
    kind, _, text = proposed(table)
    assert kind.endswith("  - kind: participants\n")
    assert "      # participants: ...  # decide: 0 and 1 stand in " in text
    assert "      participants:" not in text


def test_a_survey_in_the_place_of_workers_counts_nobody(proposed, run):
    members = "Region,Sector,Year,Participants\nCoast,Trade,2024,5\n"
    head, _, _ = proposed(members, workers=_survey(lambda at: at + 1))
    assert "      # workers: ...  # decide: numbers of persons stand in " in head
    assert "      workers:" not in head
    run("init", "q.csv", "p.csv", "--yes", "--into", "other")


def _register(day="30-Jun-2025", states=("ACTIVE", "INACTIVE")):
    rows = ["MEMBER_NO,COUNTY,SECTOR,SCHEME,STATUS,DATE_OF_BIRTH,EXTRACT_DATE"]
    for at in range(60):
        number = f"SHA{at * 49:07d}-{'ABCDEF'[at % 6]}"
        born = f"{1950 + at % 50}-{at % 12 + 1:02d}-{at % 28 + 1:02d}"
        cells = (
            number,
            REGIONS[at % 3],
            SECTORS[at // 3 % 3],
            ("NSSF", "SHIF")[at % 2],
            states[at % 5 == 0],
            born,
            day,
        )
        rows.append(",".join(cells))
    return "\n".join(rows) + "\n"


def test_a_register_is_of_persons(proposed, run):
    kind, _, text = proposed(_register())
    assert kind.endswith("  - kind: persons\n")
    for line in ("participant_id: MEMBER_NO  # guessed", "branch: COUNTY  # guessed", "segment: SECTOR",
                 "status: STATUS\n", "period: EXTRACT_DATE", "programme: SCHEME  # guessed",
                 "unused: [DATE_OF_BIRTH]"):  # fmt: skip
        assert line in text
    assert "# decide" not in text
    assert "errors: 0, warnings: 1" in run("check").out
    assert ",TOTAL,2025-06,2024,81000,48,0.1," in run("gap", "--format", "csv", "--totals").out
    assert "SHA0" not in text


def test_the_states_of_a_register_are_asked(proposed):
    _, _, text = proposed(_register(states=("ACTIVE", "LAPSED")))
    assert '# values: {status: {LAPSED: "..."}}  # decide: active or inactive for each' in text


def test_running_numbers_and_codes_beside_counts_are_no_persons(proposed, run):
    rows = [f"{at},KE-{at:03d},{REGIONS[at % 3]},{SECTORS[at // 3]},final,2024,{at + 20}" for at in range(9)]
    kind, _, text = proposed("No,Code,County,Sector,Status,Year,Active members\n" + "\n".join(rows) + "\n")
    assert kind.endswith("  - kind: participants\n")
    assert 'participants: "Active members"' in text
    assert "errors: 0, warnings: 2" in run("check").out


def test_a_register_in_the_place_of_workers_is_refused(project, run):
    project({"p.csv": _register(), "q.csv": WORKERS}, targets=None)
    ran = run("init", "p.csv", "q.csv", "--yes")
    assert ran.code == 2
    assert "give the file of workers first" in ran.err


@pytest.mark.parametrize("count", ["Jiwa", "Total", "Employed"])
def test_a_table_with_numbered_rows_and_a_status_is_not_one_of_persons(proposed, count):
    rows = [f"R{at:03d},{REGIONS[at % 3]},{SECTORS[at // 3]},final,2024,{at + 20}" for at in range(9)]
    kind, _, text = proposed(f"Row id,County,Sector,Status,Year,{count}\n" + "\n".join(rows) + "\n")
    assert kind.endswith("  - kind: participants\n")
    assert "weight:" not in text


def test_weighted_counts_are_counts(proposed, run):
    rows = "".join(f"{area},{part},2024,{at + 20}\n" for at, area in enumerate(REGIONS) for part in SECTORS)
    _, _, text = proposed("County,Sector,Year,Weighted members\n" + rows)
    assert 'participants: "Weighted members"' in text
    assert "errors: 0" in run("check").out


def test_dates_are_offered_for_no_count(proposed):
    rows = "".join(f"Coast,Trade,2024,{at + 1:02d}/{at + 1:02d}/1980,{at},{at}\n" for at in range(9))
    _, _, text = proposed("Region,Sector,Year,Checked,A,B\n" + rows)
    assert "decide: the column that holds participants, one of: A, B\n" in text


COUNTIES = {"Nairobi": (10, 20, 30, 40), "Mombasa": (11, 25, 31, 45), "Kisumu": (13, 21, 35, 47)}
PARTS = ("Agriculture", "Trade", "Services", "Other")


def _labour_force(path, *, heading="Labour force ('000)", total=False):
    """A statistics office's table: names merged over two lines, counts and per cents side by side."""
    head = [heading, *[""] * (len(PARTS) - 1 + total), "Per cent of county", *[""] * (len(PARTS) - 1)]
    rows = [["Table 3: Labour force by county"], ["Source: the bureau"], [], ["County", *head]]
    rows.append(["", *PARTS, *(["Total"] if total else []), *(f"{part} %" for part in PARTS)])
    for county, counts in COUNTIES.items():
        shares = [round(100 * count / sum(counts), 1) for count in counts]
        rows.append([county, *counts, *([sum(counts)] if total else []), *shares])
    cells = {"": lambda _: "<c/>", str: workbooks.text, int: workbooks.number, float: workbooks.number}
    xml = "".join(
        workbooks.rows([cells[type(cell) if cell != "" else ""](cell) for cell in row], first=at)
        for at, row in enumerate(rows, 1)
        if row
    )
    return workbooks.write(path, {"S": xml})


@pytest.mark.parametrize("total", [False, True])
def test_segments_below_one_heading_make_a_wide_table(proposed, run, tmp_path, total):
    _labour_force(tmp_path / "p.xlsx", total=total)
    members = "County,Sector,Year,Members\n" + "".join(f"{a},{b},2025,5000\n" for a in COUNTIES for b in PARTS)
    head, _, _ = proposed(members, workers=None, names=("p.xlsx", "q.csv"))
    assert "    header: [4, 5]\n" in head
    assert "branch: County  # guessed" in head
    pairs = ", ".join(f'"Labour force (\'000) {part}": {part}' for part in PARTS)
    assert f"    wide: {{to: segment, columns: {{{pairs}}}}}  # guessed from the one name above them all\n" in head
    assert ('unused: ["Labour force (\'000) Total", "Per cent' in head) is total
    assert '"Per cent of county Agriculture %", ' in head
    assert head.count("# decide") == 1 + head.count("Lines with # decide")
    path = tmp_path / "config" / "sources.yaml"
    path.write_text(path.read_text().replace("# constants: {period: YYYY-MM}", "constants: {period: 2024}"))
    assert "errors: 0, warnings: 1" in run("check").out
    assert ",TOTAL,2025,2024,328000,60000," in run("gap", "--format", "csv", "--totals").out


def test_two_lines_are_joined_in_a_text_too(proposed, run):
    text = "Members by county;;;\n\nCounty;Year;Members;\n;;Trade;Services\nCoast;2024;5;6\nNyanza;2024;7;9\n"
    _, _, said = proposed(text)
    assert "    header: [3, 4]\n" in said
    assert 'wide: {to: segment, columns: {"Members Trade": Trade, "Members Services": Services}}' in said
    assert "errors: 0" in run("check").out


def test_a_name_that_stands_again_above_each_of_its_columns_is_a_heading(proposed):
    _, _, said = proposed("State,Members,Members\n,2023,2024\nGoa,5,6\nKerala,7,9\n")
    assert "    header: [1, 2]\n" in said
    assert 'wide: {to: period, columns: {"Members 2023": "2023", "Members 2024": "2024"}}' in said


def test_commas_of_quoted_numbers_make_no_row_a_header(proposed, run):
    """The first row was taken for the header, and its people were gone."""
    title = "State-wise members,,,\n"
    _, _, said = proposed(title + 'State,Sector,2023,2024\nGoa,Trade,"3,93,676","49,58,495"\nBihar,Trade,"1,000","2"\n')
    assert "    header: 2\n" in said
    assert "branch: State  # guessed" in said


def test_columns_that_may_be_segments_are_said_to_go_under_wide(proposed, run, tmp_path):
    workers = "Cabang;Tahun;PU;BPU;Jumlah\nBerau;2024;5;6;11\nPaser;2024;7;9;16\n"
    head, _, _ = proposed("Cabang;Segmen;Tahun;Peserta\nBerau;PU;2024;2\nPaser;BPU;2024;3\n", workers=workers)
    assert "one of: PU, BPU, Jumlah; where several of them are a segment each, name these under wide: {to: " in head
    path = tmp_path / "config" / "sources.yaml"
    wide = "    wide: {to: segment, columns: [PU, BPU]}\n    unused: [Jumlah]\n\n  - kind: participants"
    path.write_text(path.read_text().replace("\n  - kind: participants", wide))
    assert "errors: 0" in run("check").out
    _, _, text = proposed("Cabang;Tahun;JKK;JHT\nBerau;2024;5;6\nPaser;2024;7;9\n", workers=workers)
    assert "one of: JKK, JHT\n" in text  # programmes share their people


def test_a_column_of_men_and_one_of_women_add_up(proposed, run):
    """One of the two was offered for the participants: half of them, and no word of the others."""
    workers = "Cabang;Segmen;Tahun;Laki-laki;Perempuan;Jumlah\nBerau;PU;2024;50;60;110\nPaser;PU;2024;70;90;160\n"
    members = "Cabang;Segmen;Tahun;Peserta L;Peserta P;Catatan\nBerau;PU;2024;5;6;-\nPaser;PU;2024;7;9;\n"
    head, _, said = proposed(members, workers=workers)
    assert "workers: Jumlah  # guessed" in head
    assert "unused: [Laki-laki, Perempuan]" in head
    assert "    aggregate: sum\n" in said
    both = '{"Peserta L": "Peserta L + Peserta P", "Peserta P": "Peserta L + Peserta P"}'
    assert f"wide: {{to: note, columns: {both}}}  # men and women" in said
    assert "errors: 0" in run("check").out
    assert " • Note: Peserta L + Peserta P\n" in run("gap").out
    assert ",TOTAL,2024,2024,270,27," in run("gap", "--format", "csv", "--totals").out
    _, _, said = proposed(members + "Berau;PU;2024;1;1;\n", workers=workers)
    assert "# aggregate: sum  # decide: several rows have one key" in said
    _, _, said = proposed("Cabang;Segmen;Tahun;L;P\nBerau;PU;2024;5;-\nPaser;PU;2024;7;9\n")
    assert 'wide: {to: note, columns: {L: "L + P", P: "L + P"}}' in said  # half of the cells are no counts
    assert ": error K111 " in run("check").out


def test_empty_columns_are_offered_for_no_count(proposed):
    table = "ref_area,sex,time,obs_value,obs_status,rank\nKEN,T,2024,9859.627,,1\nUGA,T,2024,7859.627,,2\n"
    _, _, text = proposed(table)
    assert "one of: obs_value, rank\n" in text
    _, _, text = proposed(table.replace(",rank\n", ",\n").replace(",1\n", ",\n").replace(",2\n", ",\n"))
    assert "# participants: ...  # decide: the column that holds participants, one of: obs_value\n" in text


def test_tabs_part_the_columns_of_the_european_office(proposed):
    """Commas stand in the names of its first column, and more often than tabs."""
    _, _, said = proposed("freq,unit,sex,age,geo\\TIME_PERIOD\t2023 \t2024 \nA,THS_PER,T,Y15-64,AT\t4100.3 \t4110.6 \n")
    assert "    delimiter: tab\n" in said
    assert 'wide: {to: period, columns: {"2023": "2023", "2024": "2024"}}' in said


def test_headings_of_periods_or_of_others_are_no_segments(proposed):
    _, _, said = proposed("County;Sector;Members;;Workers;\n;;2024;2025;2024;2025\nCoast;Trade;5;6;8;9\n")
    assert 'wide: {to: period, columns: {"Members 2024": "2024", "Members 2025": "2025"}}' in said
    _, _, said = proposed("County;Members;;\n;2024;2025;2026\nCoast;5;6;7\nNyanza;6;7;9\n")
    assert "wide: {to: period, columns: {" in said
    _, _, said = proposed("County;Year;Workers;\n;;Trade;Services\nCoast;2024;5;6\nNyanza;2024;7;9\n")
    assert "    wide:" not in said


@pytest.mark.parametrize(
    ("names", "found"),
    [("County", "County"), ("Province", "Province"), ("Office", "Office"), ("Region,County", "County"),
     ("Provinsi,Kabupaten", "Kabupaten"), ("district", "district"),
     ("Country", "Country"), ("REF_AREA", "REF_AREA"), ("ref_area.label", "ref_area.label"),
     ("State", "State"), ("State,County", "County"), ("Country_Code,Country", "Country"),
     ("Country,Region", "Region"), ("Negara,Provinsi,Kabupaten", "Kabupaten")],
)  # fmt: skip
def test_areas_are_branches(proposed, run, names, found):
    more = "".join(f"{name}," for name in names.split(","))
    cells = "".join("x," for _ in names.split(",")[1:])
    table = f"{more}Sector,Year,Members\n" + "".join(
        f"{cells}{area},{part},2024,5\n" for area in REGIONS for part in SECTORS
    )
    _, _, text = proposed(table)
    assert f"branch: {found}  # guessed" in text
    assert "# decide" not in text
    assert "errors: 0" in run("check").out


@pytest.mark.parametrize(
    ("days", "periods"),
    [
        (["31-Mar-2025"], "DD-MMM-YYYY"),
        (["31 Mar 2025", "30 June 2025"], '"DD MMM YYYY"'),
        (["1-Apr-2025", "01 July 2025"], ["2025-04", "2025-07"]),
        (["31-Mar-2025", "15-Apr-2025"], None),
        (["31-Mar-2025", "1-Apr-2025"], None),
    ],
)
def test_days_that_end_or_begin_months_are_months(proposed, run, tmp_path, days, periods):
    rows = "".join(
        f"{area},{part},{day},{int(day[:2].strip('-'))}\n" for day in days for area in REGIONS for part in SECTORS
    )
    _, _, text = proposed("Region,Sector,As at,Members\n" + rows)
    assert 'period: "As at"' in text
    if isinstance(periods, str):
        assert f"    period_format: {periods}  # guessed from the cells\n" in text
        assert "# decide" not in text
        assert "period_granularity" not in text
    elif periods:
        pairs = ", ".join(f'"{day}": "{period}"' for day, period in zip(days, periods, strict=True))
        assert f"      period: {{{pairs}}}  # guessed from the cells\n" in text
        assert "# decide" not in text
    else:
        assert "    # period_format: DD-MMM-YYYY  # decide: these are days, and not all of them end a month" in text
        path = tmp_path / "config" / "sources.yaml"
        path.write_text(path.read_text().replace("# period_format", "period_format"))
    assert "errors: 0" in run("check").out


@pytest.mark.parametrize(("answer", "said"), [("month", "2025-04\n"), ("day", "2025-04-15\n")])
def test_whether_days_are_months_is_asked(project, run, tmp_path, answering, answer, said):
    rows = "".join(f"Coast,Trade,{day},5\n" for day in ("31-Mar-2025", "15-Apr-2025"))
    project({"p.csv": WORKERS, "q.csv": "Region,Sector,Date,Members\n" + rows}, targets=None)
    answering("week", answer)
    assert "left to decide: 1" in run("init", "p.csv", "q.csv").out
    assert "    period_format: DD-MMM-YYYY  # guessed" in (tmp_path / "config" / "sources.yaml").read_text()
    assert said in run("list", "periods").out
    assert "errors: 0" in run("check").out


@pytest.mark.parametrize(
    ("cell", "code", "meant"),
    [
        ("31-Mar-2025", "V108", "2025-03"),
        ("1-Mar-2025", "V108", "2025-03"),
        ("15-Mar-2025", "V108", "2025-03-15"),
        ("31 Mar 2025", "V114", "2025-03"),
        ("30-09-2025", "V114", "2025-09-30"),
        ("2025-09-30 00:00:00", "V114", "2025-09-30"),
        ("2025-09-30T08:15:00.5", "V114", "2025-09-30"),
        ("2025/9/30", "V114", "2025-09-30"),
        ("2025-09-30 20:00:00+08", "V114", None),
        ("2025-09-31 00:00:00", "V114", None),
        ("2025/09-30", "V114", None),
        ("Sep-25", "V108", None),
    ],
)
def test_a_finding_says_what_period_may_be_meant(project, run, cell, code, meant):
    project({"p.csv": f"branch,segment,period,workers\na,b,{cell},5\n"})
    said = run("check", "p.csv").out
    assert f" error {code} " in said
    assert ("did you mean" in said) is (meant is not None)
    assert meant is None or f'(did you mean "{meant}"?). Hint' in said


def test_the_way_out_for_a_fiscal_year_names_those_that_are_months_too(project, run):
    project({"p.csv": "branch,segment,period,workers\na,b,2011-12,5\na,b,2012-13,5\na,c,2012-14,5\n"})
    wrong, other = run("check", "p.csv").out.splitlines()[:2]
    assert "which year it stands for, and each of its kind: 2011-12 alone is a month" in wrong
    assert other.endswith("or say what it means under values: in config/sources.yaml.")


def test_what_tells_rows_of_one_key_apart_is_named_where_it_is_asked_whether_they_add_up(proposed):
    table = "Region,Sector,Year,Sex,Note,Members\n" + "".join(
        f"{region},Trade,2024,{sex},n,{count}\n" for region in REGIONS for sex, count in (("M", 40), ("F", 50))
    )
    _, _, text = proposed(table, workers="Region,Sector,Year,Workers\nCoast,Trade,2024,90\n")
    assert "# aggregate: sum  # decide: several rows have one key, and differ in Sex; delete" in text
    _, _, text = proposed("Region,Sector,Year,Members\nCoast,Trade,2024,40\nCoast,Trade,2024,50\n")
    assert "# aggregate: sum  # decide: several rows have one key; delete" in text


def test_one_file_with_both_sides_is_given_twice(project, run, tmp_path):
    project({"t.csv": "County,Sector,Year,Labour force,Members\nKisumu,Formal,2024,12000,7000\n"}, targets=None)
    assert "the same again if it has both" in " ".join(run("init", "--help").out.replace("│", "").split())
    assert run("init", "t.csv", "t.csv", "--yes").code == 0
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert all(f"{field}  # guessed" in text for field in ('workers: "Labour force"', "participants: Members"))
    assert "Kisumu,Formal,2024,2024,12000,7000," in run("gap", "--format", "csv").out


@pytest.mark.parametrize("name", ["Workers (milliers)", "Workers"])
def test_decimals_behind_blanks_are_counts_in_thousands(proposed, name):
    table = f"Région;Sector;Year;{name}\nDakar;Trade;2024;1 234,5\nDakar;Services;2024;1 567,0\n"
    head, _, _ = proposed("Region;Sector;Year;Members\nDakar;Trade;2024;12\nDakar;Services;2024;13\n", workers=table)
    assert "    number_style: fr\n" in head
    assert f"workers: {name}" in head.replace('"', "")
    assert (
        "unit: thousands  # guessed" if "(" in name else "# unit: thousands  # decide: 1 234,5 has decimals"
    ) in head
    assert "one of: Région; or" in head


@pytest.mark.parametrize("cell", ["2022/23", "2022/2023", "2022–23", "2022-2023"])
def test_the_way_out_for_a_fiscal_year_can_be_written_as_it_stands(project, run, cell):
    files = {"p.csv": f"branch,segment,period,workers\na,b,{cell},5\n"}
    project(files)
    said = run("check", "p.csv").out
    values = said.partition("each of its kind: values: ")[2].partition(".\n")[0]
    assert cell in values
    inputs = f"inputs: [{{kind: population, files: p.csv, values: {values.replace('...', '2023')}}}]\n"
    project({**files, "config/sources.yaml": inputs})
    assert "rows: 1 = 1 used" in run("check", "p.csv").out


def _by_year(name, years, count):
    return f"County,Sector,{name},{count}\n" + "".join(
        f"{region},{sector},{year},9000\n" for region in REGIONS for sector in SECTORS for year in years
    )


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("Fiscal year", ("2022/23", "2023/24")),
        ("FY", ("FY2022/2023", "FY2023/2024")),
        (
            "Year",
            ("2010-11", "2011-12", "2012-13", "2013-14"),
        ),  # months, but for the last two
        ("Period", ("2022/23", "2024")),
        ("Half", ("H1 half 2024", "H2 half 2024")),
        ("Period", ("1T2024", "2T2024")),
    ],
)
def test_periods_that_cells_do_not_tell_are_asked(project, run, tmp_path, answering, name, years):
    project({"p.csv": _by_year(name, years, "Workers"), "q.csv": _by_year(name, years, "Members")}, targets=None)
    asked = [year for year in years if year != "2024"]
    assert run("init", "p.csv", "q.csv", "--yes").code == 0
    text = (tmp_path / "config" / "sources.yaml").read_text()
    open_ = ", ".join(f"{cell}: ..." for cell in asked)
    assert f"# values: {{period: {{{open_}}}}}  # decide: the period of each" in text.replace('"', "")
    shutil.rmtree(tmp_path / "config")
    answering(*["no period", ", ".join(f"20{20 + at}-06" for at in range(len(asked)))] * 2)
    assert "left to decide: 1" in run("init", "p.csv", "q.csv").out
    rows = len(REGIONS) * len(SECTORS) * len(years) * 2
    assert f"rows: {rows} = {rows} used + 0 reported; errors: 0" in run("check").out


@pytest.mark.parametrize(
    "years", [("2024", "2025"), ("2024", "2025-13"), ("2024", "Note: as of the year 2022/23, revised")]
)
def test_a_slip_or_a_note_among_periods_is_not_asked_about(proposed, years):
    assert "# values" not in proposed(_by_year("Year", years, "Members"))[2]


@pytest.mark.parametrize("mark", ["", ","])
def test_a_nation_among_its_counties_is_left_out(proposed, run, mark):
    sums = {county: [count * 1000 for count in counts] for county, counts in COUNTIES.items()}
    sums["Kenya"] = [sum(counts[at] for counts in sums.values()) for at in range(len(PARTS))]
    rows = [(county, part, 2025, f'"{count:,}"' if mark else count)
            for county, counts in sums.items() for part, count in zip(PARTS, counts, strict=True)]  # fmt: skip
    table = "County,Sector,Year,Workers\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    head, _, text = proposed(table.replace("Workers", "Members"), workers=table)
    assert "leave_out: {branch: [Kenya]}  # totals and notes" in head
    assert "leave_out: {branch: [Kenya]}  # totals and notes" in text
    if not mark:
        checked = run("check").out
        assert "errors: 0, warnings: 2" in checked
        assert "warning T105" in checked
        assert "warning D114" in checked  # the same table is both sides
        assert ",TOTAL,2025,2025,328000,328000," in run("gap", "--format", "csv", "--totals").out


def test_indonesia_among_nations_is_not_left_out(proposed, run):
    rows = "".join(f"{name},pu,2025,900\n" for name in ("Indonesia", "Malaysia", "Philippines", "World"))
    head, _, text = proposed("Country,Segment,Year,Members\n" + rows, workers="Country,Segment,Year,Workers\n" + rows)
    assert "leave_out: {branch: [World]}  # totals and notes" in head
    assert "leave_out: {branch: [World]}  # totals and notes" in text
    assert "errors: 0" in run("check").out
    assert ",TOTAL,2025,2025,2700,2700," in run("gap", "--format", "csv", "--totals").out


def test_sums_of_decimals_are_sums(proposed):
    counts = {"Coast": (101.4, 202.4), "Nyanza": (101.4, 303.4), "Eastern": (101.4, 404.4), "Kenya": (304.2, 910.2)}
    rows = "".join(f"{a},{b},2025,{n}\n" for a, two in counts.items() for b, n in zip(SECTORS, two, strict=False))
    _, _, text = proposed("County,Sector,Year,Participants\n" + rows)
    assert "leave_out: {branch: [Kenya]}" in text


def test_a_segment_that_is_the_sum_is_no_column_of_the_wide_table(proposed):
    rows = [(county, *counts, sum(counts)) for county, counts in COUNTIES.items()]
    table = "County;Year;Members;;;;\n;;" + ";".join((*PARTS, "Whole county")) + "\n"
    _, _, text = proposed(table + "".join(f"{row[0]};2024;{';'.join(map(str, row[1:]))}\n" for row in rows))
    assert '"Members Other": Other}}' in text
    assert 'unused: ["Members Whole county"]' in text


def test_a_column_that_is_not_used_can_be_declared_so(project, run):
    files = {"p.csv": "branch,segment,period,workers,remark\na,b,2025,5,x\n"}
    project(files)
    assert "warning S103 " in run("check", "p.csv").out
    assert "name it under unused: or declare it as a dimension in config/sources.yaml" in run("check", "p.csv").out
