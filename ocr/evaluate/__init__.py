"""How right a reading is: figures of an output against a reference, each defined in its function's docstring.

normalise: what counts as the same character; reading: the text to compare, out of a JSON file or a Page; pieces: that
text as headlines, paragraphs and so on; rates: errors over length, hits over total; align: edits between two strings;
links: which stretch of the reference stands where in the output, order left aside; matching, matched: stories paired
one to one; articles, fields, seams, order, furniture, flexible: one measure each; report: all of them together.
placing, script, edits: every character of both sides in one segment; differences: segments as a person would count
them.
"""

from ocr.evaluate.reading import PageText, Story, from_json, from_page
from ocr.evaluate.report import Report, combine, measure

__all__ = ["PageText", "Report", "Story", "combine", "from_json", "from_page", "measure"]
