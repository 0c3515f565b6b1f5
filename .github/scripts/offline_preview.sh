#!/usr/bin/env bash
# Previews each of $ENVIRONMENTS, compared with its plan at the base. Needs no credentials.
#   offline_preview.sh BASE OUT      in the checkout of the head
# Writes OUT/ENV.md, .code (the exit code), .log, .base.json and .head.json; exits with the worst code.
set -uo pipefail

base=$1
out=$2
worst=0
mkdir -p "$out"

for environment in $ENVIRONMENTS; do
  echo "::group::$environment"
  report=$out/$environment.md
  log=$out/$environment.log
  against=()
  if make -C "$base" plan ENV="$environment" && cp "$base/plans/$environment.json" "$out/$environment.base.json"; then
    against=(--against "$out/$environment.base.json")
  fi
  make plan ENV="$environment" && cp "plans/$environment.json" "$out/$environment.head.json"

  .venv/bin/pyairtable-infra preview "$environment" "${against[@]}" --markdown "$report" 2> "$log"
  code=$?
  cat "$log" >&2
  if [[ $code -gt 3 || ($code -eq 1 && ! -s $report) ]]; then
    code=3 # not one of ours, or Python's own 1
  fi
  if [[ ! -s $report ]]; then
    {
      printf '### %s\n\nNo report; exit code %s. The end of the log:\n\n```text\n' "$environment" "$code"
      tail -n 40 "$log" | sed "s/\`\`\`/'''/g"
      printf '```\n'
    } > "$report"
  elif [[ ${#against[@]} -eq 0 ]]; then
    printf '\nCompared with nothing: %s cannot be planned at the base.\n' "$environment" >> "$report"
  fi
  echo "$code" > "$out/$environment.code"
  cat "$report" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
  if [[ $code -gt $worst ]]; then worst=$code; fi
  echo "::endgroup::"
done

exit "$worst"
