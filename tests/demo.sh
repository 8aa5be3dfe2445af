#!/bin/sh
# What `make demo` shows: callspec on its own reference and fixtures, one broken payload among them.
set -eu

say() { printf '\n$ %s\n' "$*"; "$@"; }

say callspec generate --check
say callspec check
say callspec validate fixtures/valid/done-success.json fixtures/valid/log.ndjson fixtures/valid/payload.yaml

# A broken payload: the finding is what this is for, so its exit code 1 is the right one.
code=0
say callspec validate fixtures/invalid/result-misspelt.json || code=$?
test "$code" -eq 1
code=0
say callspec validate fixtures/invalid/success-but-busy.json --hangup-reason busy || code=$?
test "$code" -eq 1

printf '\nThe good payloads passed and the broken ones were found: callspec works here.\n'
