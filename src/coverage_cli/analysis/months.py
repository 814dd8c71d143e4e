"""The names of the months in running text, English and Indonesian."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    *("december", "januari", "februari", "maret", "mei", "juni", "juli", "agustus", "oktober", "desember"),
)
