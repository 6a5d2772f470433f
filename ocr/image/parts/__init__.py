"""Several overlapping scans of one page put together: features, agreement, arrangement, mosaic."""
