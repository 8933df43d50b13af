-- Seconds by what was planned and what was done: planned_state is null where nothing was planned, state is null
-- where nothing was recorded. A planned second belongs to the business day on which its interval starts.
WITH kept AS (
  SELECT s.local_date AS planned_on, t.local_date AS spent_on, s.person_id, s.planned_state, t.state,
         SUM(LEAST(s.end_s, t.end_s) - GREATEST(s.start_s, t.start_s)) AS seconds
  FROM schedules_slice s
  JOIN time_slice t ON t.person_id = s.person_id AND t.start_s < s.end_s AND s.start_s < t.end_s
  GROUP BY s.local_date, t.local_date, s.person_id, s.planned_state, t.state
), parts AS (
  SELECT local_date, person_id, planned_state, NULL AS state, end_s - start_s AS seconds FROM schedules_slice
  UNION ALL
  SELECT local_date, person_id, NULL AS planned_state, state, end_s - start_s AS seconds FROM time_slice
  UNION ALL
  SELECT CASE WHEN side = 'spent' THEN spent_on ELSE planned_on END AS local_date, person_id,
         CASE WHEN side <> 'spent' THEN planned_state END AS planned_state,
         CASE WHEN side <> 'planned' THEN state END AS state,
         CASE WHEN side = 'both' THEN seconds ELSE -seconds END AS seconds
  FROM kept CROSS JOIN (VALUES ('both'), ('planned'), ('spent')) AS sides (side)
), spent AS (
  SELECT local_date, person_id, planned_state, state, SUM(seconds) AS seconds
  FROM parts
  GROUP BY local_date, person_id, planned_state, state
  HAVING SUM(seconds) > 0
)
SELECT s.local_date, s.person_id, r.vendor_id, r.site_id, s.planned_state, s.state,
       CAST(s.seconds AS BIGINT) AS seconds
FROM spent s
LEFT JOIN people_slice r
  ON r.person_id = s.person_id AND r.valid_from <= s.local_date
 AND (r.valid_to IS NULL OR s.local_date < r.valid_to)
