"""Sentences about money and repeats that several entries share, so that like cases read alike.

Source: documented (billing: charged after the full response, a stream after its last chunk, 402 free);
what the documents leave open is said to be open.
"""

NOTHING_SENT = "Nothing was sent."
NEVER_ARRIVED = "It did not reach ModelMax."
REFUSED = "No answer was made."
FAILED = "No answer came."
BROKEN = "Part of the work may be done."
NOT_REACHED = "Most likely, ModelMax was not reached."
NOT_OURS = FAILED  # that the status is not documented is said once, in what happened

SAME_REPLY = "It gets the same reply."
MEND_FIRST = "First mend the cause."
OFTEN_PASSES = "Such faults often pass."
MAY_COST_TWICE = "It may work, and may be charged twice."
