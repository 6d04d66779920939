#!/usr/bin/env bash
# Scores a summary, then a batch of two. ASSAY_URL and ASSAY_API_KEY name the service and its key.
set -euo pipefail
url=${ASSAY_URL:-http://127.0.0.1:3000}/api/v1
call() { curl --silent --show-error --fail-with-body -H "X-API-KEY: $ASSAY_API_KEY" -H 'Content-Type: application/json' "$@"; }

call "$url/evaluations/geval" -d '{
  "source_text": "The bridge opened in 1932 and carries eight lanes of road traffic and two railway tracks.",
  "summary": "An eight-lane bridge opened in 1932."
}'
echo
call "$url/evaluations/batch" -H 'Prefer: wait=20' -d '{
  "evaluation_type": "geval",
  "items": [
    {"source_text": "The bridge opened in 1932 and carries eight lanes.", "summary": "The bridge opened in 1932."},
    {"source_text": "The bridge opened in 1932 and carries eight lanes.", "summary": "The tunnel closed in 1832."}
  ]
}'
echo
