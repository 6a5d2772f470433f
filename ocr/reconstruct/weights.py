"""Every weight of the assignment, in one place. A cost is a sum of named terms, each meant as minus a log odds ratio.

A pair is taken when it costs less than ending and beginning there, so ENDING and HEADLESS are the bar that a join
must clear.
"""

STEP = 0.8
"""Leaving out one unit of the same ground's reading order; MORE for each further one, SKIP at most."""
MORE = 0.3
SKIP = 2.0
BACK = 3.0
"""Going back in the reading order of a ground."""
SECOND = 0.4
"""Following the less likely of two reading orders."""
FAR = 2.5
"""Going on at a place that another head governs, or none."""
UPWARDS = 0.7
"""Going on higher up on the page; the same again for going on further left."""
NEXT_BAND = 1.6
"""Going on, on a vertical page, where the next band begins without a head; BESIDE more where the band before has text
with the same top, which that may go on from."""
BESIDE = 1.6
LOOSE = 1.0
"""Units that differ by more than this in distance from their heads hardly stand on one ground: what is more is
added."""
PARTED = 3.0
"""Standing on different grounds costs the excess distance, at most this."""
SIZE = 1.0
"""Ten per cent difference in type size; TYPE at most."""
TYPE = 2.0
MEASURE = 0.5
"""Another column measure."""

WORD = 1.0
"""A word of two characters runs across the seam (a bonus); LONG_WORD from three."""
LONG_WORD = 1.5
KNOWN = {4: 2.5, 3: 1.8, 2: 0.8}
"""Two, three or four characters across the seam stand elsewhere on the page (a bonus); UNKNOWN where none do."""
UNKNOWN = 0.2
NUMBER = 1.2
"""A figure before the seam, its unit or more figures after it (a bonus); NO_UNIT where there is neither."""
NO_UNIT = 0.5
QUOTE = 1.5
"""A quotation opened in the tail is closed in the head (a bonus)."""
NO_QUOTE = 1.0
"""One side has a quotation to pair and the other does not."""
TOPIC = 5.5
TOPIC_BEST = 1.5
"""Speaking of what the story speaks of: TOPIC times the root of one less the share of the best likeness on the page,
less TOPIC_BEST; less for short texts. On painted pages the log odds of true and false seams follow it closely: a true
place is the best one four times in five, a false one hardly ever has half its likeness."""
HEAD_TOPIC = 0.25
"""Its share between a head and the text under it, which geometry tells better."""
SUBHEAD_TOPIC = 0.5
"""Its share between a text and the subhead after it: a new section has its own words."""
TOPIC_LENGTH = 300
"""Characters, the harmonic mean of both sides, from which a topic counts in full."""

ENDING = 0.3
"""Ending here, besides the odds that the tail is open; JUMPING where a jump line says so."""
JUMPING = 0.1
HEADLESS = 4.5
"""Beginning without a head, besides the odds that the text runs on."""
BOXED = 0.6
"""The same in a frame that has no head inside."""
ALONE = 0.6
"""Standing alone, for a line that may be a caption as well: under a picture."""
BARE = 1.5
"""The same where no head of the page is in reach."""
JUMPED = 1.5
"""The same where （上接第一版） stands."""
HERE, HALF_HERE = -6.0, -3.0
"""下转本版 at one end and 上接本版 at the other: only the topic and the seam say which, where there are several; one of
the two alone, the other not printed or not read."""
NO_TEXT = 4.0
"""A head with no text though its ground has some, CAPTIONED if it has a caption; NO_GROUND where the ground has none;
BANNER where none is wanted."""
NO_GROUND = 3.0
BANNER = 0.5
CAPTIONED = 2.5
SUBHEAD = 0.3
"""A heading in a column taken as a subhead of the text above it."""
OPENS = 1.5
"""A small heading right under a head, before any text: rather the head of the next story."""
SUBHEAD_TOP = 0.9
"""The same at the top of the column that is next."""
SUBHEAD_WHITE = 0.5
"""One em of white over a subhead, beyond SUBHEAD_FREE; SUBHEAD_FAR at most, and where the text before it is not right
above."""
SUBHEAD_FREE = 1.5
SUBHEAD_FAR = 2.5
OWN_STORY = (0.4, 3.0)
"""A small heading in a column taken as the head of a story: at the largest size a subhead has, and at body size."""
RUN_IN = 3.0
"""More for one inside the lines of a text."""
SET_WIDE = 2.0
"""What speaks for a small heading of a vertical page as the head of a story when its glyphs are set wide."""
RULE_ABOVE = 1.0
"""The same with a rule over it (taken off)."""
PARTED_BY_RULE = 3.0
"""The same with a short rule between it and the text before, as briefs have it, or where others of its style have."""
SAME_STYLE = 0.8
"""The same when a head of its size on the page is no subhead: taken off, and added to its being a subhead."""
OWN_STYLE = 2.0
"""What speaks against a small heading as the head of a story for each subhead in its own type under it, two at most."""
NO_SMALLER = 2.0
"""The same when it is as large as the head of the story in which it would be a subhead."""
FLOWS_UP = 4.0
"""The same when the text under it goes on higher up in the next column: added, and taken off its being a subhead."""

DATELINE = 3.0
"""A text with a dateline of its own that goes on from another."""
SIGNED = 3.0
"""A text that goes on though it is signed; SIGNED_LEAD: under a subhead that is one of several."""
SIGNED_LEAD = 1.0
PLAINLY_NEXT, NEXT_TOPIC = 0.5, 1.2
"""A pair that costs no more than the first before its topic is told is plainly next, and another topic costs it no more
than the second."""
CUT_OFF = 0.5
"""Going on, on a vertical page, where the stream takes a text up that was cut off; PASSED more for each open end that
was left since, WHOLE times that for one that is whole, MOST_PASSED times it at most; WRAPS more where the text stands
under the head of another story."""
PASSED = 1.0
WHOLE = 0.4
MOST_PASSED = 4.0
WRAPS = 1.2
OFF_STREAM = 1.5
"""Going on, on a vertical page, at a place to which the stream does not lead."""
RUNS_ON = 0.3
"""What a pair costs at most where nothing but a head could part them in the stream, and what an end that runs on costs
at most as the first text of a head."""
