"""Scores a summary and prints its average. ASSAY_URL and ASSAY_API_KEY name the service and its key."""

import json
import os
from urllib.request import Request, urlopen

url = os.environ.get("ASSAY_URL", "http://127.0.0.1:3000") + "/api/v1"
request = Request(
    f"{url}/evaluations/geval",
    headers={"Content-Type": "application/json", "X-API-KEY": os.environ["ASSAY_API_KEY"]},
    data=json.dumps(
        {
            "source_text": "The bridge opened in 1932 and carries eight lanes of road traffic and two railway tracks.",
            "summary": "An eight-lane bridge opened in 1932.",
        }
    ).encode(),
)
with urlopen(request) as response:
    body = json.load(response)
print("average_score", body["average_score"])
for metric in body["metrics"].values():
    print(metric["name"], metric["raw_score"], "of", metric["metadata"]["scale"][1])
