"""What delivery costs beside the bare sending of the same bytes, in the same run.

`python -m benchmarks.delivery [--postings N] [--rows N]`; the simulator answers after 50 ms, with evidence, events,
limits and fairness on. Every rate stands beside the raw limit taken just before and after it.
"""
