"""Sentences about money and repeats that several entries share, so that like cases read alike.

Source: documented (billing: charged after the full response, a stream after its last chunk, 402 free);
what the documents leave open is said to be open.
"""

NOTHING_SENT = "Nothing was sent."
NEVER_ARRIVED = "The request did not reach ModelMax."
REFUSED = "ModelMax does not document this. No answer was made."
FAILED = "ModelMax does not document this. No answer came."
BROKEN = "ModelMax does not document this. Part of the work may be done."
NOT_REACHED = "Most likely nothing: the API was not reached. It is not documented."
NOT_OURS = "ModelMax does not document this status."

SAME_REPLY = "The same request gets the same reply."
MEND_FIRST = "First mend the cause."
OFTEN_PASSES = "Such faults often pass by themselves."
MAY_COST_TWICE = "It may work, but the first try may be charged too."
