"""`python -m coverage_cli`."""

from coverage_cli.cli.main import main

main()
