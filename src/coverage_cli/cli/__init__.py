"""The command line: options to one pipeline function, its report to stdout, its verdict to an exit code."""
