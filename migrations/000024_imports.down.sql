DROP TABLE imports;
ALTER TABLE signatures DROP CONSTRAINT signatures_on_behalf_check;
ALTER TABLE signatures ADD CONSTRAINT signatures_on_behalf_check CHECK (on_behalf = '' OR party <> 'nav');
