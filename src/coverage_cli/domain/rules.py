"""The catalogue of rules: what a finding's code means, how much it weighs and what to do about it.

Codes are stable. Families: F file, S structure, V value, K key, X cross-file, D denominator, T target,
P person, C configuration. Messages and hints are templates that a finding's value and arguments fill;
translation happens where they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from coverage_cli.domain.findings import Severity

_E, _W = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `message` says what is wrong at the place, `hint` the way out, `why` the reason it exists."""

    code: str
    severity: Severity
    title: str
    message: str
    hint: str
    why: str


_RULES = (
    # --- file
    Rule("F101", _E, "not a CSV file", "this is {what}, not CSV text", "export it as CSV, or give it its own file name ending",
         "A packed or binary file named .csv would be read as garbage."),
    Rule("F102", _E, "not UTF-8", "byte {value} is not valid UTF-8", "save the file as UTF-8 (it may be Windows-1252), or set its encoding in config/sources.yaml",
         "Guessing an encoding changes names without a word."),
    Rule("F103", _E, "empty file", "the file is empty", "a table needs a header line and at least one row",
         "An empty file would pass every row rule."),
    Rule("F104", _E, "no rows", "there is a header but no row below it", "an export that failed often leaves just the header; run it again",
         "A table without rows is missing data, not a zero."),
    Rule("F105", _E, "line too long", "this record is longer than {limit} characters", "look for a quote that is not closed, or for a file that is not a table",
         "Memory stays bounded, and no table of counts has such rows."),
    # --- structure
    Rule("S101", _E, "column missing", 'the header has no column "{name}"{near}', "name it in the header, or map it: --column {name}=YOUR_COLUMN",
         "Without it the table says nothing that can be computed."),
    Rule("S102", _E, "column twice", 'the column "{value}" stands twice in the header (first as column {first})', "rename or remove one of the two",
         "Two columns of one name are two readings of every row."),
    Rule("S103", _W, "column not known", 'the column "{value}" is not used{near}', "remove it, or declare it as a dimension in config/sources.yaml",
         "A misspelt optional column, or a dimension that splits the rows, would be ignored in silence."),
    Rule("S104", _E, "wrong number of cells", "this row has {found} cells where the header has {expected}", "look for a delimiter inside a name: such a cell needs quotes",
         "In a shifted row every value stands in the wrong column."),
    Rule("S105", _E, "quote not closed", "the quote that opens here is not closed as it should be", 'close it; a quote inside a quoted cell is written twice: ""',
         "An open quote swallows the rows below it."),
    Rule("S106", _E, "stray quote", "there is a quote inside a cell that does not start with one", 'put the whole cell in quotes and write the inner quote twice: ""',
         "Readers disagree about such a row, and two records can become one."),
    Rule("S107", _E, "text after a quoted cell", "there is text between the closing quote and the next delimiter", "remove it, or write the inner quote twice",
         "Readers disagree about such a row, and two records can become one."),
    Rule("S108", _E, "delimiter unclear", "the header can be split in more than one way: {value}", "add a first line such as sep=; or set the delimiter in config/sources.yaml",
         "A table with two readings is refused."),
    Rule("S109", _E, "not a header", "the header was expected here, but this looks like a title; the header seems to be line {line}", "delete the lines above the header",
         "A title line would be taken for the header, and the header for a row."),
    Rule("S110", _E, "header repeated", "the header stands here again", "files were joined below each other: delete this line",
         "Column names are not data."),
    Rule("S111", _E, "git conflict", "this line is a git conflict marker", "settle the merge, then check again",
         "Between the markers stand two versions of the same rows."),
    Rule("S112", _W, "row of empty cells", "every cell of this row is empty", "delete the row; spreadsheets leave such rows at the end",
         "It holds no data, but a gap in a table is worth a look."),
    Rule("S113", _E, "column without a name", "column {value} of the header has no name", "name it or remove it",
         "Values without a name cannot be understood."),
    Rule("S114", _E, "kind of file unclear", "the header fits {what}", "say what it is: check --as population|participants|persons",
         "What a file is decides how its numbers are used."),
    Rule("S115", _E, "footnote or title among the rows", "this line is text, not a row: {value}", "move notes to the column note, or to another file",
         "A line of text would shift or end the table."),
    # --- value
    Rule("V101", _E, "value missing", "{field} is empty", "fill it in, or delete the row: missing is never zero",
         "A blank is not a zero, and a key with a hole in it names nothing."),
    Rule("V102", _E, "not a whole number", '{field} "{value}" is not a whole number of people', "write it in digits, such as 48000",
         "Only a plain number has one reading."),
    Rule("V103", _E, "count can be read in two ways", '{field} "{value}" can be read in two ways: {readings}', "write it without a mark ({plain}), or set number_style for the file in config/sources.yaml",
         "In Indonesia 48.000 is forty-eight thousand, elsewhere it is forty-eight."),
    Rule("V104", _E, "negative count", '{field} "{value}" is negative', "a count of people starts at 0; a correction belongs into the row that it corrects",
         "A negative head count lowers a total without being seen."),
    Rule("V105", _E, "count with decimals", '{field} "{value}" has decimals', "count whole people; an average or a rate is not a count",
         "Half a person means that the cell holds something else."),
    Rule("V106", _E, "count too large", '{field} "{value}" is over 1,000,000,000,000', "look for two cells that ran together, or an identifier",
         "No table of people reaches it."),
    Rule("V107", _E, "number damaged by a spreadsheet", '{field} "{value}" is in scientific notation: its last digits are lost', "export again with the column formatted as a number without decimals, or as text",
         "What a spreadsheet has rounded cannot be restored."),
    Rule("V108", _E, "turned into a date by a spreadsheet", '{field} "{value}" looks like a date that a spreadsheet made', "format the column as text before typing, and enter the value again",
         "Spreadsheets turn 2025-09 into Sep-25 and then into a day number."),
    Rule("V109", _E, "spreadsheet error", '{field} holds the spreadsheet error "{value}"', "mend the formula in the spreadsheet and export again",
         "An error is not a value, and not a zero."),
    Rule("V110", _E, "placeholder", '{field} is "{value}", which stands for no value', "fill it in, or delete the row: missing is never zero",
         "People mean different things by it: none, unknown, not applicable."),
    Rule("V111", _E, "number styles mixed", '{field} "{value}" is grouped in another way than "{other}" in line {line}', "use one style in a column; plain digits are safest",
         "Where two styles meet, every grouped number has two readings."),
    Rule("V112", _E, "invisible character", '{field} "{value}" holds an invisible or control character ({what})', "type the name again",
         "Two names that look alike would be two segments."),
    Rule("V113", _E, "name too long", '{field} is longer than 200 characters', "look for a quote that is not closed, or a note in the wrong column",
         "No name is that long; cells have run together."),
    Rule("V114", _E, "period not understood", '{field} "{value}" is not a period{near}', "write 2025, 2025-Q3, 2025-09 or 2025-09-30",
         "Dates have many spellings, and 03/04/2025 has two readings."),
    Rule("V115", _E, "status not known", '{field} "{value}" is neither active nor inactive', "write active (aktif) or inactive (nonaktif), or map it in config/sources.yaml",
         "Only active members are covered."),
    Rule("V116", _E, "leading zero or odd digits", '{field} "{value}" is not written in plain digits', "write {plain}",
         "A leading zero is a sign of a code, and digits of another script hide from a reviewer."),
    Rule("V117", _W, "blanks around a number", '{field} "{value}" has blanks around it', "remove them; the number is read without them",
         "Harmless here, but other programs read such a cell as text."),
    # --- key
    Rule("K101", _E, "key twice", "{key} has a row already, in {first}", "keep one of them; rows that add up need aggregate: sum in config/sources.yaml",
         "Adding them counts people twice, choosing one drops people."),
    Rule("K102", _E, "total among its parts", '{field} "{value}" is a total, and its parts are in the table too', "delete the row: totals are computed",
         "A total row doubles the figures."),
    Rule("K103", _W, "row equals the sum of the others", '{key}: {value} is exactly the sum of the other segments', "if it is a total, delete the row",
         "A total under another name doubles the figures."),
    Rule("K104", _E, "vintages start on one day", "{key} has two vintages that start on the same day: {first} and {second}", "keep one of them",
         "Which one is the newest has two readings."),
    # --- cross-file
    Rule("X101", _E, "participants without population", "{key} has participants but no workers{near}", "add the segment to the population file, or correct the name",
         "A rate needs both sides, and people without a denominator vanish from it."),
    Rule("X102", _W, "population without participants", "{key} has workers but no participants row{near}", "add the row, with 0 if there are none; --missing zero declares that absent means none",
         "Missing is not zero: the segment is left out of the rate."),
    Rule("X103", _W, "over 100 percent", "{key}: {participants} participants of {workers} workers, {excess} more than there are", "look for people from other branches, people counted twice, or an old denominator; it is kept as it is",
         "Real, and worth explaining; capping it would hide the cause."),
    Rule("X104", _E, "no vintage as of the period", "{key} has participants, but the oldest population of the branch starts later ({first})", "add a population of that time",
         "A denominator from the future is no denominator."),
    Rule("X105", _E, "several programmes", "{key} has rows for several programmes ({names}), which overlap", "choose one: --programme NAME; the widest is the base of covered",
         "One person is in several programmes; their sum counts people twice."),
    # --- denominator
    Rule("D101", _W, "no workers", "{key} has 0 workers, so its rate is undefined", "remove the segment, or correct the count",
         "A division by zero has no result, and 0 percent would be wrong."),
    Rule("D102", _W, "bases mixed", "{key}: the total adds workers counted on unlike bases ({names})", "use one basis within a branch and period",
         "Labour force, employed and potential workers are different sets of people."),
    Rule("D103", _W, "period in the future", '{field} "{value}" begins after today ({today})', "correct the year, or leave planned figures out",
         "A figure of the future is a plan or a slip."),
    # --- target
    Rule("T101", _E, "target not a rate", 'the target "{value}" is not a rate between 0% and 100%', "write 80% or 80",
         "A target with two readings moves every gap."),
    Rule("T102", _W, "target read as a fraction", 'the target {value} is read as a fraction of 1, that is {percent}', "write {percent}",
         "0.8 may also mean 0.8 percent."),
    Rule("T103", _E, "target can be read in two ways", 'the target "{value}" can be 1% or 100%', "write 1% or 100%",
         "One is a percent or the whole."),
    Rule("T104", _W, "target names a branch or segment that has no data", '"{value}" is not in the data{near}', "correct the name, or leave it for data to come",
         "A misspelt name falls back to the plain target in silence."),
    # --- configuration
    Rule("C101", _E, "not valid YAML", "{what}", "mend the line; indent with blanks and put a blank after each colon",
         "Half a configuration is worse than none."),
    Rule("C102", _E, "key not known", 'the key "{value}" is not known{near}', "remove it or correct its spelling; known here: {known}",
         "A misspelt key would be ignored in silence."),
    Rule("C103", _E, "key twice", 'the key "{value}" stands here again (first in line {first})', "keep one of them",
         "YAML keeps the last one without a word."),
    Rule("C104", _E, "YAML feature refused", "{what} is not used in this file", "write the value out in plain text",
         "Aliases, tags and several documents hide what a file says."),
    Rule("C105", _E, "wrong kind of value", "{field}: {what}", "see the example in the documentation of the file",
         "A value of another kind has no reading here."),
    Rule("C106", _E, "key missing", 'the key "{value}" is missing', "add it",
         "Without it the file says nothing that can be used."),
    Rule("C107", _E, "name not defined", '"{value}" is not one of the targets{near}', "define it under targets: or correct the name",
         "A default that does not exist leaves every row without a target."),
)  # fmt: skip

RULES = {rule.code: rule for rule in _RULES}
"""Every rule by its code."""
