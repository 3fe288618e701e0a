-- What there is to learn in a placement, and what the participant has done of it.
CREATE TABLE learning_goals (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	placement_id uuid NOT NULL,
	title        text NOT NULL CHECK (title <> ''),
	position     int NOT NULL,
	removed_at   timestamptz,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT learning_goals_of_placement UNIQUE (tenant_id, placement_id, id),
	FOREIGN KEY (tenant_id, placement_id) REFERENCES placements (tenant_id, id)
);
CALL wall('learning_goals');
CREATE POLICY nav ON learning_goals TO plass_nav USING (true);
CREATE POLICY partner ON learning_goals TO plass_partner USING (placement_id IN (SELECT id FROM placements));
CREATE POLICY own ON learning_goals FOR SELECT TO plass_candidate USING (placement_id IN (SELECT id FROM placements));
GRANT SELECT, INSERT, UPDATE (title, position, removed_at) ON learning_goals TO plass_nav, plass_partner;
GRANT SELECT ON learning_goals TO plass_candidate;

-- The participant writes, the buddy ticks. Levels: 1 have seen it, 2 have tried it, 3 can do it alone.
CREATE TABLE learning_entries (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	placement_id uuid NOT NULL,
	goal_id      uuid NOT NULL,
	on_day       date NOT NULL,
	what         text NOT NULL CHECK (what <> ''),
	level        int NOT NULL CHECK (level BETWEEN 1 AND 3),
	written_at   timestamptz NOT NULL DEFAULT business_now(),
	ticked_at    timestamptz,
	ticked_by    text NOT NULL DEFAULT '',
	ticked_level int CHECK (ticked_level BETWEEN 1 AND 3),
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT learning_entries_ticked CHECK ((ticked_at IS NULL) = (ticked_level IS NULL)),
	FOREIGN KEY (tenant_id, placement_id, goal_id) REFERENCES learning_goals (tenant_id, placement_id, id)
);
CREATE INDEX learning_entries_placement ON learning_entries (tenant_id, placement_id, on_day);
CALL wall('learning_entries');
CREATE POLICY nav ON learning_entries FOR SELECT TO plass_nav USING (true);
CREATE POLICY partner ON learning_entries TO plass_partner USING (placement_id IN (SELECT id FROM placements));
CREATE POLICY own ON learning_entries TO plass_candidate USING (placement_id IN (SELECT id FROM placements));
GRANT SELECT ON learning_entries TO plass_nav;
GRANT SELECT, UPDATE (ticked_at, ticked_by, ticked_level) ON learning_entries TO plass_partner;
GRANT SELECT, INSERT ON learning_entries TO plass_candidate;

-- A training session for buddies. Taken together with a participant it counts for both.
CREATE TABLE trainings (
	tenant_id   uuid NOT NULL DEFAULT current_tenant(),
	id          uuid NOT NULL,
	employer_id uuid NOT NULL,
	on_day      date NOT NULL,
	title       text NOT NULL CHECK (title <> ''),
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT trainings_of_employer UNIQUE (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id)
);
CREATE TABLE training_people (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	training_id  uuid NOT NULL,
	employer_id  uuid NOT NULL,
	buddy_id     uuid NOT NULL,
	placement_id uuid,
	PRIMARY KEY (tenant_id, training_id, buddy_id),
	FOREIGN KEY (tenant_id, employer_id, training_id) REFERENCES trainings (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, employer_id, buddy_id) REFERENCES buddies (tenant_id, employer_id, id),
	CONSTRAINT training_people_placement FOREIGN KEY (tenant_id, employer_id, placement_id) REFERENCES placements (tenant_id, employer_id, id)
);
CREATE INDEX training_people_buddy ON training_people (tenant_id, buddy_id);
CREATE INDEX training_people_placement ON training_people (tenant_id, placement_id);
CALL wall('trainings');
CALL wall('training_people');
CREATE POLICY nav ON trainings TO plass_nav USING (true);
CREATE POLICY nav ON training_people TO plass_nav USING (true);
CREATE POLICY partner ON trainings TO plass_partner USING (employer_id = (SELECT current_employer()));
CREATE POLICY partner ON training_people TO plass_partner USING (employer_id = (SELECT current_employer())
	AND (placement_id IS NULL OR (SELECT acting_role()) = 'employer_contact' OR placement_id IN (SELECT id FROM placements)));
CREATE POLICY own ON training_people FOR SELECT TO plass_candidate USING (placement_id IN (SELECT id FROM placements));
CREATE POLICY own ON trainings FOR SELECT TO plass_candidate USING (id IN (SELECT training_id FROM training_people));
GRANT SELECT, INSERT ON trainings, training_people TO plass_nav, plass_partner;
GRANT SELECT ON trainings, training_people TO plass_candidate;
