-- Places are there at all times, when the employer asks, in each round, up to so many, or so many in all; and two more kinds of them.
ALTER TABLE place_lines DROP CONSTRAINT place_lines_kind_check;
ALTER TABLE place_lines ADD CONSTRAINT place_lines_kind_check CHECK (kind IN ('durable', 'work_training', 'temporary', 'education'));
ALTER TABLE place_lines ALTER COLUMN standing DROP DEFAULT;
ALTER TABLE place_lines ALTER COLUMN standing TYPE text USING CASE WHEN standing THEN 'standing' ELSE 'on_request' END;
ALTER TABLE place_lines RENAME COLUMN standing TO rule;
ALTER TABLE place_lines ADD CONSTRAINT place_lines_rule_check CHECK (rule IN ('standing', 'on_request', 'per_intake', 'up_to', 'total'));
ALTER TABLE place_lines DROP CONSTRAINT place_lines_alarm_days_check;
ALTER TABLE place_lines ADD CONSTRAINT place_lines_alarm_days_check CHECK (alarm_days BETWEEN 0 AND 365); -- of a standing place: how long it may be empty; else 0

-- What agreements say already is said in the new shape: a line's rule, the parts of the intake, promises with who, to whom and how firmly.
CREATE FUNCTION said_anew(t jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	promises jsonb;
BEGIN
	IF jsonb_typeof(t #> '{places,lines}') = 'array' THEN
		t := jsonb_set(t, '{places,lines}', (
			SELECT coalesce(jsonb_agg((line - 'standing') || jsonb_build_object('rule', CASE WHEN (line ->> 'standing')::boolean THEN 'standing' ELSE 'on_request' END) ORDER BY n), '[]')
			FROM jsonb_array_elements(t #> '{places,lines}') WITH ORDINALITY AS lines (line, n)));
	END IF;
	IF t #> '{intake,steps}' IS NOT NULL THEN
		t := jsonb_set(t, '{intake,parts}', t #> '{intake,steps}') #- '{intake,steps}';
	END IF;
	IF t #> '{commitments,employer}' IS NOT NULL OR t #> '{commitments,nav}' IS NOT NULL THEN
		SELECT coalesce(jsonb_agg(jsonb_build_object('by', side, 'to', whom, 'what', what, 'strength', 'guarantee', 'when', '{"kind": "always"}'::jsonb) ORDER BY side, n), '[]')
		INTO promises FROM (VALUES ('employer', 'participant'), ('nav', 'employer')) AS sides (side, whom),
			jsonb_array_elements(CASE jsonb_typeof(t #> ARRAY['commitments', side]) WHEN 'array' THEN t #> ARRAY['commitments', side] ELSE '[]' END) WITH ORDINALITY AS list (what, n);
		t := jsonb_set(t #- '{commitments,employer}' #- '{commitments,nav}', '{commitments,promises}', promises);
	END IF;
	RETURN t;
END $$;
ALTER TABLE agreement_versions ALTER COLUMN own DROP DEFAULT;
ALTER TABLE agreement_versions ALTER COLUMN own TYPE jsonb USING said_anew(own), ALTER COLUMN terms TYPE jsonb USING said_anew(terms);
ALTER TABLE agreement_versions ALTER COLUMN own SET DEFAULT '{}';
DROP FUNCTION said_anew(jsonb);
