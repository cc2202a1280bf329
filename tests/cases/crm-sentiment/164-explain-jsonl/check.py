import json
import sys
from decimal import Decimal

for line in sys.stdin:
    row = json.loads(line, parse_float=Decimal)
    why = row.get("explain")
    if why is None:
        print(row["id"], "nothing to explain")
        continue
    heads = [why] + [why["polar"]] * ("spans" in why["polar"])
    text = row["text"].encode()
    for h in heads:
        end = 0
        for s in h["spans"]:
            part = s["text"].encode()
            assert s["start"] >= end and text[s["start"]:].startswith(part)
            end = s["start"] + len(part)
        assert h["logit"] == h["lists"] + h.get("strength", 0) + \
            h["base"] + sum(s["share"] for s in h["spans"])
    sign = why["logit"] > 0
    assert row["sentiment"] == "neutral" or \
        (row["sentiment"] == "positive") == sign == (row["score"] > 0)
    print(row["id"], sorted(why), why["hits"], "adds up")
