ALTER TABLE checklist_items DROP COLUMN kind;
ALTER TABLE checklist_items DROP CONSTRAINT checklist_items_what_check;
ALTER TABLE checklist_items ALTER COLUMN what TYPE text USING words_in(what, 'nb');
ALTER TABLE checklist_items ADD CONSTRAINT checklist_items_what_check CHECK (what <> '');
ALTER TABLE learning_goals DROP CONSTRAINT learning_goals_title_check;
ALTER TABLE learning_goals ALTER COLUMN title TYPE text USING words_in(title, 'nb');
ALTER TABLE learning_goals ADD CONSTRAINT learning_goals_title_check CHECK (title <> '');
DROP FUNCTION words_in(jsonb, text);
