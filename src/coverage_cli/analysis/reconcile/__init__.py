"""Testing published figures against each other: a claim is read (`claim`), judged (`verdict`) and told (`result`)."""
