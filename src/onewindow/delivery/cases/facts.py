"""What of cases can be counted: statements without a name, a text or an answer of a person.

A day counts from its end on, so that whole days are counted whatever a region's time zone is.
The body is whoever is responsible for the service's function on the day.
"""

from __future__ import annotations

_PLACED = """
    JOIN ground_jurisdiction_region r ON r.code = c.region
    JOIN delivery_services_publicservice s ON s.id = c.service_id
    LEFT JOIN registers_functions_assignment a
        ON a.function_id = s.function_id AND a.mode = 'responsible' AND a.during @> {day}
"""
_ENDED = "((c.decided_on + 1)::timestamp AT TIME ZONE r.time_zone) - interval '1 microsecond'"
_ON_TIME = "(c.decided_on <= c.due_on OR c.id = ANY(%(in_time)s::uuid[]))"

RECEIVED = f"""
    SELECT 'case:' || c.id AS id, c.created_at AS at, c.region AS region, a.body_id AS body,
           COALESCE({_ENDED} < %(at)s, false) AS decided,
           CASE WHEN {_ENDED} < %(at)s THEN {_ON_TIME} END AS on_time,
           c.channel = 'web' AS online
    FROM delivery_cases_case c {_PLACED.format(day="c.received_on")}
    WHERE c.created_at < %(at)s
"""  # noqa: S608 - put together from the constants above
DECIDED = f"""
    SELECT 'case:' || c.id AS id, {_ENDED} AS at, c.region AS region, a.body_id AS body,
           {_ON_TIME} AS on_time, c.acceptance = 'deemed' AS deemed,
           c.channel = 'web' AS online, c.result = 'granted' AS granted
    FROM delivery_cases_case c {_PLACED.format(day="c.decided_on")}
    WHERE c.state = 'decided' AND {_ENDED} < %(at)s
"""  # noqa: S608 - put together from the constants above
RATED = f"""
    SELECT 'rating:' || g.id AS id, g.at AS at, c.region AS region, a.body_id AS body,
           g.grade >= 4 AS good, g.grade < 3 AS bad, g.grade::numeric AS grade
    FROM delivery_cases_rating g
    JOIN delivery_cases_case c ON c.id = g.case_id {_PLACED.format(day="c.decided_on")}
    WHERE g.at < %(at)s
"""  # noqa: S608 - put together from the constants above
