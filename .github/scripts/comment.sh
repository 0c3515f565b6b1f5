#!/usr/bin/env bash
# Posts the preview as the one comment of its pull request, or updates that comment.
#   comment.sh FOLDER      with ENVIRONMENTS, GH_TOKEN, GITHUB_REPOSITORY, HEAD_SHA and RUN_URL
# The files of FOLDER may come from a fork: they are quoted, never run, and never followed as a link.
set -euo pipefail

folder=$1
marker='<!-- pyairtable-infra preview -->'
room=60000 # bytes; GitHub takes 65,536 characters

file() { [[ -f $folder/$1 && ! -L $folder/$1 ]]; }

verdict() {
  local code=
  if file "$1.code"; then code=$(head -c 1 "$folder/$1.code"); fi
  case $code in
    0) echo "good" ;;
    1) echo "**a gate failed**" ;;
    2) echo "**bad input**" ;;
    3) echo "**the engine failed**" ;;
    *) echo "**no result**" ;;
  esac
}

# The lines of a file that fit into so many bytes; what is open at the end, or at the cut, is closed.
fitted() {
  LC_ALL=C awk -v bytes="$2" -v more="_Cut here. The whole report is in the [artifacts]($RUN_URL#artifacts)._" '
    { bytes -= length($0) + 1 }
    bytes < 0 { cut = 1; exit }
    /^[ \t]*```/ { fenced = !fenced }
    !fenced { depth += gsub(/<details/, "&") - gsub(/<\/details>/, "&") }
    { print }
    END {
      if (fenced) print "```"
      while (depth-- > 0) print "\n</details>"
      if (cut) print "\n" more
    }
  ' "$folder/$1"
}

if ! file number; then
  echo "::notice::The run left no preview."
  exit 0
fi
number=$(head -c 20 "$folder/number")
if [[ ! $number =~ ^[1-9][0-9]{0,9}$ ]]; then
  echo "::error::The pull request's number is not a number."
  exit 1
fi
head=$(gh api "repos/$GITHUB_REPOSITORY/pulls/$number" --jq .head.sha)
if [[ $head != "$HEAD_SHA" ]]; then
  echo "::notice::The pull request is no longer, or never was, at the commit of this run."
  exit 0
fi

reports=()
verdicts=
size=0
for environment in $ENVIRONMENTS; do
  verdicts+="${verdicts:+ · }$environment: $(verdict "$environment")"
  for name in "$environment.md" "$environment.engine.md"; do
    if file "$name"; then
      reports+=("$name")
      size=$((size + $(wc -c < "$folder/$name")))
    fi
  done
done
share=$room
if [[ $size -gt $room ]]; then share=$((room / ${#reports[@]})); fi

body=$(mktemp)
{
  printf '%s\n## What this would deploy\n\n%s\n' "$marker" "$verdicts"
  for name in "${reports[@]}"; do
    echo
    fitted "$name" "$share"
  done
  printf '\nCommit %s. [The run](%s), with the plan files as [artifacts](%s#artifacts).\n' "$HEAD_SHA" "$RUN_URL" "$RUN_URL"
} > "$body"

comments=repos/$GITHUB_REPOSITORY/issues
mine=".[] | select(.user.login == \"github-actions[bot]\" and (.body | startswith(\"$marker\"))) | .id"
id=$(gh api --paginate "$comments/$number/comments?per_page=100" --jq "$mine" | sed -n 1p)
if [[ -n $id ]]; then
  gh api --silent --method PATCH "$comments/comments/$id" --field body=@"$body"
else
  gh api --silent --method POST "$comments/$number/comments" --field body=@"$body"
fi
