"""Where and when the law holds: regions, calendars, legal bases and periods, number series."""
