"""`--against`: what a change of the data does, by the history of a repository made on the spot."""

from __future__ import annotations

import gzip
import shutil
import subprocess

import pytest

from tests.gate.conftest import DAY, HEAD, PARTICIPANTS, POPULATION

NOW = {
    "population": HEAD + "workers\nbalikpapan,pu,2025-09,110\nbalikpapan,bpu,2025-09,80\nbalikpapan,jakon,2025-09,10\n",
    "participants": HEAD + "participants\nbalikpapan,pu,2025-09,70\nbalikpapan,jakon,2025-09,5\n",
}


def git(folder, *arguments):
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(given, tmp_path):
    """A repository whose first commit is the sound project, and whose work tree is NOW."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    git(given(), "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "before")
    given(**NOW)
    return tmp_path


def compared(run, *arguments):
    ran = run("check", *arguments, "--format", "json", "--today", DAY)
    assert ran.err == ""
    return ran.json["comparison"]


def test_rows_headcounts_rates_and_denominators(repository, run):
    found = compared(run, "--against", "HEAD")
    assert found["rows"] == {
        "population": {"added": 1, "removed": 0, "revised": 1},
        "participants": {"added": 1, "removed": 1, "revised": 1},
    }
    changes = {(one["kind"], one["segment"]): (one["change"], one["before"], one["after"]) for one in found["changes"]}
    assert changes == {
        ("population", "pu"): ("revised", 100, 110),
        ("population", "jakon"): ("added", None, 10),
        ("participants", "pu"): ("revised", 67, 70),
        ("participants", "bpu"): ("removed", 20, None),
        ("participants", "jakon"): ("added", None, 5),
    }
    rates = {one["segment"]: one for one in found["rates"]}
    assert set(rates) == {None, "pu", "bpu", "jakon"}
    total = rates[None]
    assert (total["rate_before"], total["rate_after"]) == (87 / 180, 75 / 120)
    assert (total["workers_before"], total["workers_after"]) == (180, 120)
    assert total["denominator_revised"] is True
    assert rates["bpu"]["denominator_revised"] is False
    assert (rates["pu"]["rate_before"], rates["pu"]["rate_after"]) == (0.67, 70 / 110)


def test_the_text_says_it_before_the_closing_line(repository, run):
    lines = run("check", "--against", "HEAD", "--today", DAY, "--lang", "en").out.splitlines()
    assert "  balikpapan / pu / 2025-09: rate 67.0% → 63.6% (-3.4 points), participants 67 → 70, " \
           "workers 100 → 110; denominator revised" in lines  # noqa: ISC002  # fmt: skip
    assert "  participants, removed: balikpapan / bpu / 2025-09: 20" in lines
    assert lines[-1].startswith("files: 3; ")


def test_nothing_changed_says_so(repository, run, given):
    given()
    found = compared(run, "--against", "HEAD")
    assert (found["changes"], found["rates"]) == ([], [])


def test_a_revised_basis_is_a_revised_denominator_row(repository, run, given):
    given(population=POPULATION.replace("workers\n", "workers,basis\n").replace(",100\n", ",100,employed\n")
          .replace(",80\n", ",80,employed\n"))  # fmt: skip
    found = compared(run, "--against", "HEAD")
    assert [(one["change"], one["basis_after"]) for one in found["changes"]] == [("revised", "employed")] * 2
    git(repository, "commit", "-qam", "of whom")
    given(population=POPULATION)
    gone = compared(run, "--against", "HEAD")["changes"]
    assert [(one["change"], one["basis_before"]) for one in gone] == [("revised", "employed")] * 2


OF = "".join(f"{line},{{}}\n" for line in PARTICIPANTS.splitlines()[1:])


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (("JKK", "JKK"), ("JHT", "jkk"), {"pu": "JKK → JHT", None: "JKK → JHT"}),
        (("JKK", "JKM"), ("JHT", "JP"), {"pu": "JKK → JHT", "bpu": "JKM → JP", None: "JKK, JKM → JHT, JP"}),
        (("JKK", "JKK"), ("JKK", ""), {}),
    ],
)
def test_participants_of_another_programme_are_no_fall_of_the_rate(repository, run, given, before, after, told):
    head = HEAD + "participants,programme\n"
    given(participants=head + OF.format(*before))
    git(repository, "commit", "-qam", "of a programme")
    given(participants=head + OF.format(*after).replace(",67,", ",7,").replace(",20,", ",2,"))
    found = compared(run, "--against", "HEAD")
    shifts = {one["segment"]: one for one in found["rates"]}
    for segment in ("pu", "bpu", None):
        lists = [shifts[segment].get(f"programmes_{when}", []) for when in ("before", "after")]
        assert " → ".join(map(", ".join, filter(None, lists))) == told.get(segment, "")
        assert (shifts[segment]["change_pp"] is None) is (segment in told)
    lines = run("check", "--against", "HEAD", "--today", DAY, "--lang", "en").out.splitlines()
    said = f"; other programmes: {told['pu']}" if told else ""
    points = "" if told else " (-60.0 points)"
    assert f"  balikpapan / pu / 2025-09: rate 67.0% → 7.0%{points}, participants 67 → 7, workers 100{said}" in lines
    assert f"  participants, revised: balikpapan / pu / 2025-09: 67 → 7{said}" in lines


def test_as_many_participants_of_another_programme_are_a_revised_row(repository, run, given):
    head = HEAD + "participants,programme\n"
    given(participants=head + OF.format("JKK", "JKK"))
    git(repository, "commit", "-qam", "of a programme")
    given(participants=head + OF.format("JHT", "JKK"))
    [change] = compared(run, "--against", "HEAD")["changes"]
    assert (change["change"], change["programmes_before"], change["programmes_after"]) == ("revised", ["JKK"], ["JHT"])


def test_as_many_workers_of_a_newer_vintage_are_a_revised_denominator(repository, run, given):
    older = POPULATION.replace("2025-09", "2025-03")
    given(population=older)
    git(repository, "commit", "-qam", "older")
    given(population=older + POPULATION.removeprefix(HEAD + "workers\n"))
    rates = compared(run, "--against", "HEAD")["rates"]
    assert {one["segment"]: (one["workers_before"], one["workers_after"]) for one in rates} == {
        None: (180, 180), "bpu": (80, 80), "pu": (100, 100)
    }  # fmt: skip
    assert all(one["denominator_revised"] for one in rates)


@pytest.fixture
def area(repository, tmp_path):
    """The project moved into a folder below the top of its repository."""
    (tmp_path / "area").mkdir()
    for name in ("config", "data"):
        shutil.move(tmp_path / name, tmp_path / "area" / name)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "moved")
    return tmp_path / "area"


def test_a_project_below_the_top_of_the_repository(area, run, monkeypatch):
    monkeypatch.chdir(area / "data")
    assert compared(run, "--against", "HEAD")["changes"] == []
    before = compared(run, "--against", "HEAD~1")
    assert {one["change"] for one in before["changes"]} == {"added"}, "area/ did not exist then"


@pytest.mark.parametrize("given_top", [True, False])
def test_a_hook_of_a_linked_work_tree_compares_as_everybody_does(area, run, tmp_path, monkeypatch, given_top):
    """There GIT_DIR is set: git took the project's folder for the top, all files were gone, and all rows added."""
    (area / "data" / "participants.csv").write_text(HEAD + "participants\nbalikpapan,pu,2025-09,71\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_DIR", ".git")
    if given_top:
        monkeypatch.setenv("GIT_WORK_TREE", ".")
    found = compared(run, "--project", "area", "--against", "HEAD")
    assert found["rows"] == {
        "population": {"added": 0, "removed": 0, "revised": 0},
        "participants": {"added": 0, "removed": 1, "revised": 1},
    }


def test_what_git_keeps_out_of_archives_is_compared(repository, run, tmp_path):
    (tmp_path / ".gitattributes").write_text("data/* export-ignore\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "now")
    index = (tmp_path / ".git" / "index").read_bytes()
    assert compared(run, "--against", "HEAD")["changes"] == []
    assert compared(run, "--against", "HEAD~1")["rows"]["population"]["revised"] == 1
    assert (tmp_path / ".git" / "index").read_bytes() == index


SHARED = """inputs:
  - {kind: population, files: %s/shared/workers.csv}
  - {kind: participants, files: "%s/shared/people*.csv"}
"""


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """A repository with a project whose tables lie beside it, as `coverage init` names them; a month is new."""
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "area/config/targets.yaml": "targets: {a: 80%}\n", "area/config/sources.yaml": SHARED % ("..", ".."),
        "shared/workers.csv": HEAD + "workers\nbalikpapan,pu,2025,100\n",
        "shared/people-1.csv": HEAD + "participants\nbalikpapan,pu,2025-01,60\n",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "january")
    (tmp_path / "shared" / "people-2.csv").write_text(HEAD + "participants\nbalikpapan,pu,2025-02,61\n")
    return tmp_path


def test_the_state_compared_with_is_not_written_over(given, run, tmp_path):
    given()
    shutil.copytree(tmp_path, tmp_path / "before")
    for path in ("before/data/participants.csv", "before/config/targets.yaml"):
        was = (tmp_path / path).read_text()
        ran = run("check", "--against", "before", "--output", f"text={path}", "--today", DAY)
        assert (ran.code, (tmp_path / path).read_text()) == (2, was)
        assert f"{path} is an input; write to another file" in ran.err
    assert run("check", "--against", "before", "--output", "before/check.md", "--today", DAY).code == 0


ONE_MORE = {
    "population": {"added": 0, "removed": 0, "revised": 0},
    "participants": {"added": 1, "removed": 0, "revised": 0},
}


def test_tables_beside_the_project_are_compared(beside, run):
    """Only the project's own folder was handed over, and all rows were told as added."""
    found = compared(run, "--project", "area", "--against", "HEAD")
    assert (found["rows"], found["unread_before"], found["unchanging"]) == (ONE_MORE, [], [])
    tables = ("shared/workers.csv", "shared/people-1.csv", "shared/people-2.csv")
    assert compared(run, *tables, "--against", "HEAD")["rows"] == ONE_MORE


def test_named_tables_beside_the_project_are_compared(beside, run, monkeypatch):
    monkeypatch.chdir(beside / "area")
    tables = ("../shared/workers.csv", "../shared/people-1.csv", "../shared/people-2.csv")
    assert compared(run, *tables, "--against", "HEAD")["rows"] == ONE_MORE


def test_a_state_whose_configuration_cannot_be_used_is_named(beside, run):
    """Its rows are told as added; that none was read was not said."""
    (beside / "old").mkdir()
    shutil.copytree(beside / "area" / "config", beside / "old" / "config")
    (beside / "old" / "config" / "sources.yaml").write_text(SHARED % ("../gone", "../gone"))
    found = compared(run, "--project", "area", "--against", "old")
    assert found["unread_before"] == ["config/sources.yaml"]


def test_a_table_that_is_outside_of_the_other_state_is_named(beside, run):
    """By its absolute path it is today's in both states: nothing had changed, without a word."""
    (beside / "area" / "config" / "sources.yaml").write_text(SHARED % (beside, beside))
    git(beside, "commit", "-qam", "absolute")
    found = compared(run, "--project", "area", "--against", "HEAD")
    names = ("people-1.csv", "people-2.csv", "workers.csv")
    assert (found["changes"], found["unchanging"]) == ([], [str(beside / "shared" / name) for name in names])
    ran = run("check", "--project", "area", "--against", "HEAD", "--today", DAY, "--lang", "en")
    assert "  files that are outside of that state, and were compared with themselves: " in ran.out


def test_a_link_to_a_file_of_the_repository_is_followed(repository, run, tmp_path):
    """A table that several projects share; without it the rows were told as added, or the run was refused."""
    (tmp_path / "shared").mkdir()
    shutil.move(tmp_path / "data" / "population.csv", tmp_path / "shared" / "workers.csv")
    (tmp_path / "data" / "population.csv").symlink_to("../shared/workers.csv")
    more = tmp_path / "data" / "participants-more.csv"
    more.symlink_to("../shared/more.csv")
    (tmp_path / "shared" / "more.csv").write_text(HEAD + "participants\nbalikpapan,bpu,2025-09,3\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "linked")
    assert compared(run, "--against", "HEAD")["changes"] == []
    (tmp_path / "shared" / "more.csv").write_text(HEAD + "participants\nbalikpapan,bpu,2025-09,4\n")
    changes = compared(run, "--against", "HEAD")["changes"]
    assert [(one["change"], one["before"], one["after"]) for one in changes] == [("revised", 3, 4)]


def test_a_file_of_any_name_is_taken_and_a_link_out_of_the_repository_is_not(repository, run, tmp_path):
    name = 'data/participants "\u00e9\n*.csv'
    (tmp_path / name).write_text(HEAD + "participants\nbalikpapan,extra,2025-09,3\n")
    (tmp_path / "data" / "participants-link.csv").symlink_to(tmp_path.parent / "participants-link.csv")
    (tmp_path.parent / "participants-link.csv").write_text(HEAD + "participants\nbalikpapan,today,2025-09,3\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "odd")
    (tmp_path / name).unlink()
    (tmp_path / "data" / "participants-link.csv").unlink()
    changes = compared(run, "--against", "HEAD")["changes"]
    assert [(one["change"], one["segment"]) for one in changes] == [("removed", "extra")]


def test_a_folder(repository, run, given, tmp_path):
    shutil.copytree(tmp_path / "config", tmp_path / "old" / "config")
    shutil.copytree(tmp_path / "data", tmp_path / "old" / "data")
    given()
    assert compared(run, "--against", "old")["rows"]["population"] == {"added": 0, "removed": 1, "revised": 1}


def test_changes_stand_in_the_order_of_their_names(given, run, tmp_path):
    """Sets, of which they are made, have another order in each run."""

    def tables(participants):
        keys = [f"{branch},{segment},2025-09" for branch in "dbac" for segment in "zxyw"]
        counts = {"workers": 100, "participants": participants}
        rows = {name: "".join(f"{key},{count}\n" for key in keys) for name, count in counts.items()}
        return {"population": f"{HEAD}workers\n{rows['workers']}",
                "participants": f"{HEAD}participants\n{rows['participants']}"}  # fmt: skip

    shutil.copytree(given(**tables(50)), tmp_path / "then")
    given(**tables(60))
    found = compared(run, "--against", "then")
    changes, rates = ([(one["branch"], one["segment"]) for one in found[name]] for name in ("changes", "rates"))
    assert changes == [(branch, segment) for branch in "abcd" for segment in "wxyz"]
    assert rates == [(None, None), *((branch, segment) for branch in "abcd" for segment in (None, *"wxyz"))]


def test_a_table_is_found_whatever_its_names_case(given, run, tmp_path):
    given()
    (tmp_path / "data/population.csv").rename(tmp_path / "data/Population.CSV")
    found = compared(run, "--against", ".")
    assert (found["changes"], found["rates"]) == ([], [])


def test_a_state_without_targets_is_read(repository, run, tmp_path):
    git(tmp_path, "rm", "-q", "--cached", "config/targets.yaml")
    git(tmp_path, "commit", "-qm", "no targets")
    assert compared(run, "--against", "HEAD")["rows"]["population"] == {"added": 1, "removed": 0, "revised": 1}


def test_only_the_files_that_are_named(repository, run):
    found = compared(run, "data/population.csv", "--against", "HEAD")
    assert found["rows"]["participants"] == {"added": 0, "removed": 0, "revised": 0}
    assert found["rows"]["population"]["revised"] == 1


def test_rows_that_could_not_be_read_then_are_counted(given, run, repository):
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "now")
    (repository / "data" / "participants.csv").write_text(PARTICIPANTS.replace(",67", ",x"))
    git(repository, "commit", "-qam", "broken")
    given()
    found = compared(run, "--against", "HEAD")
    assert found["refused_before"] == 1
    assert ("added", "pu") in {(one["change"], one["segment"]) for one in found["changes"]}


def test_rows_that_could_not_be_read_then_are_said_in_words(given, run, tmp_path):
    shutil.copytree(given(), tmp_path / "then")
    (tmp_path / "then/data/participants.csv").write_text(PARTICIPANTS.replace(",67", ",x"))
    for language, said in (("en", "rows of that state that could not be read: 1"), ("id", "tidak dapat dibaca: 1")):
        out = run("check", "--against", "then", "--today", DAY, "--lang", language).out
        assert next(line for line in out.splitlines() if line.startswith("  ")).endswith(said)


def test_a_change_of_a_row_with_dimensions_names_them(given, run, tmp_path):
    """Of 40 men 10 more are covered; the women stay as they were."""
    head, sources = "branch,segment,sex,period,", "dimensions: [sex]\n"
    workers = head + "workers\nbalikpapan,pu,m,2025-09,40\nbalikpapan,pu,f,2025-09,60\n"
    people = head + "participants\nbalikpapan,pu,m,2025-09,20\nbalikpapan,pu,f,2025-09,30\n"
    shutil.copytree(given(population=workers, participants=people, sources=sources), tmp_path / "then")
    given(population=workers, participants=people.replace("09,20", "09,30"), sources=sources)
    found = compared(run, "--against", "then")
    (change,) = found["changes"]
    assert (change["segment"], change["dimensions"], change["before"], change["after"]) == ("pu", ["m"], 20, 30)
    rates = [(one["segment"], one.get("dimensions"), one["rate_before"], one["rate_after"]) for one in found["rates"]]
    assert rates == [(None, None, 0.5, 0.6), ("pu", ["m"], 0.5, 0.75)]
    assert "  balikpapan / pu / m / 2025-09: rate 50.0% → 75.0%" in run("check", "--against", "then").out


@pytest.mark.parametrize("broken", ["kolom,lain\nx,1\n", ""])
def test_a_file_that_could_not_be_read_then_is_named(given, run, repository, broken):
    (path := repository / "data" / "participants.csv").write_text(broken)
    git(repository, "commit", "-qam", "broken")
    given()
    assert compared(run, "--against", "HEAD")["unread_before"] == ["data/participants.csv"]
    said = "files of that state that could not be read, whose rows may be among the added: data/participants.csv"
    assert said in run("check", "--against", "HEAD").out
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "mended")
    path.write_text(path.read_text() + "\n")
    assert compared(run, "--against", "HEAD")["unread_before"] == []


def test_a_date_with_its_time_in_the_name_of_a_file_is_shown(given, run, repository):
    name = "data/participants-20250930120000.csv"
    (repository / name).write_text("kolom,lain\nx,1\n")
    assert compared(run, "--against", "HEAD")["unread_now"] == [name]
    assert f"whose rows may be among the removed: {name}\n" in run("check", "--against", "HEAD").out


@pytest.mark.parametrize("named", [(), ("data/population.csv", "data/participants.csv")])
@pytest.mark.parametrize("broken", ["kolom,lain\nx,1\n", ""])
def test_a_file_that_cannot_be_read_now_is_named(run, repository, named, broken):
    path = repository / "data" / "participants.csv"
    path.write_text(broken)
    found = compared(run, *named, "--against", "HEAD")
    assert (found["unread_before"], found["unread_now"]) == ([], ["data/participants.csv"])
    assert found["rows"]["participants"]["removed"] == 2
    said = "files that cannot be read now, whose rows may be among the removed: data/participants.csv"
    assert said in run("check", *named, "--against", "HEAD").out
    git(repository, "commit", "-qam", "broken")
    path.write_text(PARTICIPANTS)
    found = compared(run, *named, "--against", "HEAD")
    assert (found["unread_before"], found["unread_now"]) == (["data/participants.csv"], [])


def test_a_packed_file_that_is_damaged_now_is_named(run, repository):
    path = repository / "data" / "participants.csv"
    packed = gzip.compress(path.read_bytes())
    path.unlink()
    (path := path.with_name("participants.csv.gz")).write_bytes(packed)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "packed")
    path.write_bytes(packed[:-9])
    found = compared(run, "--against", "HEAD")
    assert found["unread_now"] == ["data/participants.csv.gz"]
    (repository / "config" / "targets.yaml").write_text("targets: {a: 200%}\n")
    path.write_bytes(packed)
    assert compared(run, "--against", "HEAD")["unread_now"] == []


PERSONS = "participant_id,branch,segment,status,period\n1,balikpapan,pu,active,2025-09\n"


def test_counts_and_persons_are_compared_each_with_its_own(repository, run):
    """Two accounts of the participants, as in a check; one that is new has all its rows added."""
    listed = repository / "data" / "participants_persons.csv"
    listed.write_text(PERSONS)
    added = [("revised", 67, 70), ("added", None, 1)]
    found = compared(run, "--against", "HEAD")
    seen = [(one["change"], one["before"], one["after"]) for one in found["changes"] if one["segment"] == "pu"]
    assert seen == [("revised", 100, 110), *added]
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "both")
    listed.write_text(PERSONS + "2,balikpapan,pu,active,2025-09\n")
    found = compared(run, "--against", "HEAD")
    assert found["rows"]["population"] == {"added": 0, "removed": 0, "revised": 0}
    assert [(one["change"], one["before"], one["after"]) for one in found["changes"]] == [("revised", 1, 2)]
    assert [(one["participants_before"], one["participants_after"]) for one in found["rates"]] == [(1, 2)] * 2


def test_persons_who_move_between_cells_as_large_as_before_change_the_total(repository, run):
    (repository / "data" / "participants.csv").unlink()
    listed = repository / "data" / "participants_persons.csv"
    rows = PERSONS + "1,balikpapan,bpu,active,2025-09\n"
    listed.write_text(rows)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "persons")
    listed.write_text(rows.replace("1,balikpapan,bpu", "2,balikpapan,bpu"))
    found = compared(run, "--against", "HEAD")
    assert [(one["segment"], one["participants_before"], one["participants_after"]) for one in found["rates"]] == [
        (None, 1, 2)
    ]


def test_a_total_of_fewer_segments_is_no_revised_denominator(repository, run):
    git(repository, "commit", "-qam", "now")
    kept = [line for line in NOW["participants"].splitlines() if ",pu," not in line]
    (repository / "data" / "participants.csv").write_text("\n".join(kept) + "\n")
    total = compared(run, "--against", "HEAD")["rates"][0]
    before, after = total["segments_counted_before"], total["segments_counted_after"]
    assert (total["segment"], total["denominator_revised"], before - after) == (None, False, 1)
    said = run("check", "--against", "HEAD", "--today", DAY).out
    assert f"segments counted: {before} → {after}" in said
    assert "denominator revised" not in said


@pytest.mark.parametrize(("before", "after"), [("", "balikpapan,pu,2025-10,68\n"), ("balikpapan,pu,2025-10,68\n", "")])
def test_workers_of_a_period_that_is_new_or_gone_are_not_revised(given, run, tmp_path, before, after):
    given(participants=PARTICIPANTS + before)
    for folder in ("config", "data"):
        shutil.copytree(tmp_path / folder, tmp_path / "old" / folder)
    given(participants=PARTICIPANTS + after)
    rates = compared(run, "--against", "old")["rates"]
    assert {(one["segment"], one["period"]) for one in rates} == {(name, "2025-10") for name in (None, "pu", "bpu")}
    assert not any(one["denominator_revised"] for one in rates)
    assert "denominator revised" not in run("check", "--against", "old").out


def test_an_account_that_is_gone_leaves_the_other_as_it_was(repository, run, given):
    given()
    listed = repository / "data" / "participants_persons.csv"
    listed.write_text(PERSONS)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "both")
    (repository / "data" / "participants.csv").unlink()
    found = compared(run, "--against", "HEAD")
    assert found["rows"]["population"] == {"added": 0, "removed": 0, "revised": 0}
    assert [(one["segment"], one["change"], one["after"]) for one in found["changes"]] == [
        ("bpu", "removed", None),
        ("pu", "removed", None),
    ]


def test_a_base_revised_below_two_like_accounts_is_told_once(repository, run):
    (repository / "data" / "participants_persons.csv").write_text(PERSONS)
    (repository / "data" / "participants.csv").write_text(HEAD + "participants\nbalikpapan,pu,2025-09,1\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "alike")
    (repository / "data" / "population.csv").write_text(NOW["population"].replace("110", "120"))
    rates = compared(run, "--against", "HEAD")["rates"]
    assert [(one["segment"], one["workers_after"]) for one in rates] == [(None, 120), ("pu", 120)]


@pytest.mark.parametrize("name", ["nowhere", "--upload-pack=x", "HEAD:data"])
def test_what_is_no_state_is_refused(repository, run, name):
    ran = run("check", f"--against={name}", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "is neither a folder nor a revision" in ran.err


def test_a_repository_of_another_user_is_told_with_how_git_trusts_it(repository, run, monkeypatch, tmp_path):
    """As in a container whose user is not the one that fetched the repository."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    ran = run("check", "--against", "HEAD")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: --against HEAD is no folder, and git answers nothing of a repository that belongs to another user; "
        f"let it trust this one: git config --global --add safe.directory {tmp_path}\n"
    )


def test_where_git_is_not_installed_that_is_told(repository, run, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("check", "--against", "HEAD")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: --against HEAD is no folder, and git, which may know it, is not installed here\n"


def test_a_folder_and_a_branch_of_one_name_are_refused(repository, run, tmp_path):
    (tmp_path / "main").mkdir()
    ran = run("check", "--against", "main")
    assert (ran.code, ran.out) == (2, "")


def test_errors_fail_as_without_it(repository, run, given):
    given(participants=PARTICIPANTS.replace("67", "x"))
    assert run("check", "--against", "HEAD").code == 1


def test_no_copy_of_the_data_is_left_behind(repository, run, tmp_path, monkeypatch):
    import tempfile

    private = tmp_path / "tmp"
    private.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    run("check", "--against", "HEAD")
    assert list(private.iterdir()) == []


@pytest.mark.parametrize("nothing", ["", "0" * 40, "0" * 64])
def test_a_first_push_has_nothing_to_be_compared_with(given, run, nothing):
    given()
    ran = run("check", "--against", nothing, "--lang", "en")
    assert ran.code == 0
    assert "nothing is compared: --against is empty or all zeros, as on a first push" in ran.err


def test_a_folder_that_held_no_table_then_held_no_rows(repository, run, tmp_path):
    (tmp_path / "extract").mkdir()
    (tmp_path / "extract/README.md").write_text("what comes here\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "a folder")
    for name in ("population", "participants"):
        shutil.copy(tmp_path / f"data/{name}.csv", tmp_path / "extract")
    rows = {"added": 3, "removed": 0, "revised": 0}, {"added": 2, "removed": 0, "revised": 0}
    assert tuple(compared(run, "extract", "--against", "HEAD")["rows"].values()) == rows


@pytest.mark.parametrize(("gone", "there"), [("population", "participants"), ("participants", "population")])
def test_a_state_that_had_one_side_alone_has_its_rows(given, run, tmp_path, gone, there):
    """Without workers all participants were called added; without participants the check did not start."""
    shutil.copytree(given(), tmp_path / "then")
    (tmp_path / f"then/data/{gone}.csv").unlink()
    rows = compared(run, "--against", "then")["rows"]
    assert rows == {
        gone: {"added": 2, "removed": 0, "revised": 0},
        there: {"added": 0, "removed": 0, "revised": 0},
    }


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "the files of --against cannot be read as they were: there is no data/participants*.csv, but partici"),
        ("id", "berkas --against tidak dapat dibaca seperti keadaan sebelumnya: tidak ada data/participants*.csv, tet"),
    ],
)
def test_a_state_whose_files_cannot_be_read_is_refused_in_one_language(repository, run, tmp_path, language, said):
    """The reason was told in English whatever the language, by the path that the file has here."""
    (tmp_path / "data/participants.csv").rename(tmp_path / "data/participants.xlsx")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "a workbook that nobody listed")
    (tmp_path / "data/participants.xlsx").rename(tmp_path / "data/participants.csv")
    ran = run("check", "--against", "HEAD", "--lang", language)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


TWO = {
    "population": POPULATION + "samarinda,pu,2025-09,400\nsamarinda,bpu,2025-09,20\n",
    "participants": PARTICIPANTS + "samarinda,pu,2025-09,300\nsamarinda,bpu,2025-09,20\n",
}


@pytest.mark.parametrize(
    ("side", "old", "new", "told"),
    [
        # 67 + 20 + 300 + 20 of 100 + 80 + 400 + 20
        ("participants", "pu,2025-09,300", "pu,2025-09,210", (600, 407, 600, 317, 4, False)),
        ("population", "pu,2025-09,400", "pu,2025-09,500", (600, 407, 700, 407, 4, True)),
        ("population", "samarinda,pu,2025-09", "samarinda,pu,2025-08", (600, 407, 200, 107, 3, False)),
    ],
)
def test_all_branches_together_are_told_first(given, run, tmp_path, side, old, new, told):
    shutil.copytree(given(**TWO), tmp_path / "then")
    given(**TWO | {side: TWO[side].replace(old, new)})
    everywhere, *others = compared(run, "--against", "then")["rates"]
    assert (everywhere["branch"], everywhere["segment"], others[0]["branch"]) == (None, None, "samarinda")
    fields = ("workers_before", "participants_before", "workers_after", "participants_after", "segments_counted_after")
    assert (*map(everywhere.get, fields), everywhere["denominator_revised"]) == told


def test_all_branches_together_are_told_in_words(given, run, tmp_path):
    shutil.copytree(given(**TWO), tmp_path / "then")
    given(**TWO | {"participants": TWO["participants"].replace(",300", ",210")})
    said = run("check", "--against", "then", "--today", DAY).out.splitlines()
    assert (
        said[1]
        == "  all branches / 2025-09 (total): rate 67.8% → 52.8% (-15.0 points), participants 407 → 317, workers 600"
    )


def test_of_all_branches_a_person_of_two_counts_once(given, run, tmp_path):
    rest = "pu,active,2025-09\n"
    persons = "".join(
        f"{number},{branch},{rest}" for number, branch in ((1, "balikpapan"), (1, "samarinda"), (2, "samarinda"))
    )
    shutil.copytree(given(**TWO | {"participants": PERSONS + persons}), tmp_path / "then")
    given(**TWO | {"participants": PERSONS + persons + f"2,balikpapan,{rest}"})
    everywhere, branch, *_ = compared(run, "--against", "then")["rates"]
    assert (everywhere["participants_before"], everywhere["participants_after"]) == (2, 2)
    assert (branch["participants_before"], branch["participants_after"]) == (1, 2)


def test_persons_who_move_between_branches_as_large_as_before_change_the_total_of_all(given, run, tmp_path):
    rows = PERSONS + "1,balikpapan,pu,active,2025-09\n{},samarinda,pu,active,2025-09\n"
    shutil.copytree(given(**TWO | {"participants": rows.format(2)}), tmp_path / "then")
    given(**TWO | {"participants": rows.format(1)})
    (everywhere,) = compared(run, "--against", "then")["rates"]
    assert (everywhere["branch"], everywhere["participants_before"], everywhere["participants_after"]) == (None, 2, 1)
    given(**TWO | {"participants": rows.format(3)})
    assert compared(run, "--against", "then")["rates"] == []
