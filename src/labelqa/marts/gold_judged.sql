-- Decisions on gold items against the version in force: the first to be retired after the decision, or not at all.
-- A row of gold that names no queue answers for those whose taxonomy has its answer; one that names it goes before.
WITH known AS (
  SELECT g.item_id, g.queue_id, g.gold_version, g.ref_label_id, g.retired_at, g.queue_id AS named
  FROM gold_slice g
  WHERE g.queue_id IS NOT NULL
  UNION ALL
  SELECT g.item_id, q.queue_id, g.gold_version, g.ref_label_id, g.retired_at, g.queue_id AS named
  FROM gold_slice g
  JOIN label_classes_slice c ON c.label_id = g.ref_label_id
  JOIN queues_slice q ON q.taxonomy_version = c.taxonomy_version
  WHERE g.queue_id IS NULL
), versions AS (
  SELECT l.label_event_id, k.gold_version, k.ref_label_id, k.named,
         ROW_NUMBER() OVER (
           PARTITION BY l.label_event_id
           ORDER BY k.named ASC NULLS LAST, k.retired_at ASC NULLS LAST, k.gold_version DESC
         ) AS in_force
  FROM labels_slice l
  JOIN known k
    ON k.item_id = l.item_id AND k.queue_id = l.queue_id
   AND (k.retired_at IS NULL OR l.submitted_at < k.retired_at)
  WHERE l.is_gold
), accepted AS (
  SELECT DISTINCT item_id, queue_id, gold_version, label_id FROM gold_accepts
)
SELECT l.label_event_id, v.ref_label_id,
       CASE WHEN l.label_id = v.ref_label_id OR a.label_id IS NOT NULL THEN TRUE ELSE FALSE END AS correct
FROM versions v
JOIN labels_slice l ON l.label_event_id = v.label_event_id
LEFT JOIN accepted a
  ON a.item_id = l.item_id AND a.gold_version = v.gold_version AND a.label_id = l.label_id
 AND COALESCE(a.queue_id, '') = COALESCE(v.named, '')
WHERE v.in_force = 1
