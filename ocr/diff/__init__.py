"""An output set beside its reference: how right it is, and where and why it is wrong.

inputs, sources, folders: what is compared; comparison: computed once; sections: both sides in rows, as a person reads
them; text, json, html: the three views; figures: which figure is better high or low; thresholds, baseline: verdicts.
"""
