"""Rules that look at whole tables, the project's policy on them, and the gate before any computing."""
