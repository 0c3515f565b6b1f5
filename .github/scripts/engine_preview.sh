#!/usr/bin/env bash
# The real `pulumi preview` of one environment, as Markdown for the comment.
#   engine_preview.sh ENVIRONMENT OUT
set -uo pipefail

environment=$1
out=$2
log=$(mktemp)
mkdir -p "$out"

pulumi preview --stack "$environment" --diff --non-interactive --color never > "$log" 2>&1
code=$?
cat "$log"
{
  printf '<details><summary>%s against the account: pulumi preview --diff, exit code %s</summary>\n\n```text\n' \
    "$environment" "$code"
  sed -E -e "s/\`\`\`/'''/g" -e 's/\b[0-9]{12}\b/ACCOUNT/g' "$log" # a comment shows no account number
  printf '```\n\n</details>\n'
} > "$out/$environment.engine.md"
cat "$out/$environment.engine.md" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"

exit "$code"
