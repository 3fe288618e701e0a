-- What comes from a template is kept in all its languages, as the terms have it: one text of somebody's own words, or one a language.
CREATE FUNCTION words_in(words jsonb, lang text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE jsonb_typeof(words) WHEN 'string' THEN words #>> '{}' ELSE coalesce(words ->> lang, words ->> 'nb') END $$;
ALTER TABLE learning_goals DROP CONSTRAINT learning_goals_title_check;
ALTER TABLE learning_goals ALTER COLUMN title TYPE jsonb USING to_jsonb(title);
ALTER TABLE learning_goals ADD CONSTRAINT learning_goals_title_check CHECK (words_in(title, 'nb') <> '');
ALTER TABLE checklist_items DROP CONSTRAINT checklist_items_what_check;
ALTER TABLE checklist_items ALTER COLUMN what TYPE jsonb USING to_jsonb(what);
ALTER TABLE checklist_items ADD CONSTRAINT checklist_items_what_check CHECK (words_in(what, 'nb') <> '');

-- A step that the program itself can see done: the attest is signed.
ALTER TABLE checklist_items ADD COLUMN kind text NOT NULL DEFAULT '' CHECK (kind IN ('', 'attest'));
