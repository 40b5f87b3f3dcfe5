"""What counts can and cannot say: pure functions on frozen values. Standard library only; imports nothing of ours.

Two levels are kept apart. Level 1 (`ratio`) compares two postings and says nothing of wordings in general. Level 2
(`pairs`) needs slots that were given out by a recorded coin, and is the only basis for "this wording is better".
Both may be looked at every day: their errors stay below `ALPHA` over all looks together.
"""
