#!/usr/bin/env bash
# Scans each image that a task of the cluster $1 runs, by the digest it runs by, with the scanner $TRIVY.
# 0: nothing critical; 1: something is, or an image could not be scanned. One bad image keeps no other from its scan.
set -euo pipefail

cluster=$1
summary=${GITHUB_STEP_SUMMARY:-/dev/null}

tasks=$(aws ecs list-tasks --cluster "$cluster" --query 'taskArns[]' --output text)
if [[ -z $tasks || $tasks == None ]]; then
  echo "$cluster runs no task." | tee -a "$summary"
  exit 0
fi

# 100 tasks at a time: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
images=$(
  tr '[:space:]' '\n' <<< "$tasks" | sed '/^$/d' |
    xargs -n 100 aws ecs describe-tasks --cluster "$cluster" --output json --tasks |
    jq -r '.tasks[].containers[] | select(.imageDigest) | (.image | sub("@.*$"; "") | sub(":[^/:]*$"; "")) + "@" + .imageDigest' |
    sort -u
)

for host in $(cut -d / -f 1 <<< "$images" | sort -u); do
  if [[ $host == *.dkr.ecr.*.amazonaws.com ]]; then
    region=${host#*.dkr.ecr.}
    aws ecr get-login-password --region "${region%.amazonaws.com}" |
      docker login --username AWS --password-stdin "$host" > /dev/null
  fi
done

worst=0
for image in $images; do
  if docker run --rm -v "$HOME/.docker/config.json:/root/.docker/config.json:ro" "$TRIVY" image \
    --quiet --scanners vuln --severity CRITICAL --exit-code 1 "$image"; then
    echo "- $image: nothing critical" | tee -a "$summary"
  else
    echo "- $image: **critical, or not scanned**" | tee -a "$summary"
    worst=1
  fi
done
exit "$worst"
