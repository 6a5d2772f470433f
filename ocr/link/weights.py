"""Every weight of the linking, in one place: minus log odds, as the weights of seams are.

A pair is taken when it costs less than leaving both ends without a partner.
"""

ALONE = 4.0
"""A jump line whose page is there, left without a partner; STRANGER one whose page is not in the issue."""
STRANGER = 1.0
BROKEN = 1.0
"""A text that stops short without a jump line; HEADLESS one that begins without head and without a jump line."""
HEADLESS = 1.5

WRONG = {"furniture": 4.0, "name": 3.5, "order": 2.5, "nothing": 1.5}
"""The jump line names another page than the partner's, by what told that page's number."""
NO_LINE = 2.5
"""The other end has no jump line; WHOLE when it does not stop short either."""
WHOLE = 2.5
OTHER_DAY = 3.0
"""The pages are of different days."""
BACKWARDS = 0.7
"""Going on at a page before."""

TITLE = 3.0
"""The continuation's short title is the story's own (a bonus, by the share of it that is); IN_TEXT when its words are
only in the text; OTHER_TITLE when they are nowhere, OWN_TITLE when there is no jump line either, as over most stories
that begin."""
IN_TEXT = 1.0
OTHER_TITLE = 2.0
OWN_TITLE = 5.0
TOPIC = 0.7
"""One natural log odds of speaking of this story rather than of the likeliest other one; TOPIC_MOST at most,
and less for a text shorter than TOPIC_LENGTH characters, which hardly speaks of anything."""
TOPIC_MOST = 4.0
TOPIC_LENGTH = 80
