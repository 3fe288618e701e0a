-- Meetings of a presentation (the intake, with its parts) and of a placement (start, status, evaluation, end).
-- What is written at a meeting stands in draft until it is shared, and in agreed from then on; Nav's own note is another table.
CREATE TABLE meetings (
	tenant_id       uuid NOT NULL DEFAULT current_tenant(),
	id              uuid NOT NULL,
	employer_id     uuid NOT NULL,
	presentation_id uuid,
	placement_id    uuid,
	kind            text NOT NULL CHECK (kind IN ('intake', 'start', 'status', 'evaluation', 'end')),
	at              timestamptz NOT NULL,
	place           text NOT NULL DEFAULT '',
	parts           text[] NOT NULL DEFAULT '{}',
	from_rhythm     boolean NOT NULL DEFAULT false,
	moved_at        timestamptz,
	asked_for       timestamptz,
	asked_by        text NOT NULL DEFAULT '',
	sequence        int NOT NULL DEFAULT 0,
	held_at         timestamptz,
	held_by         uuid,
	cancelled_at    timestamptz,
	not_held_because text NOT NULL DEFAULT '',
	draft           text NOT NULL DEFAULT '',
	agreed          text NOT NULL DEFAULT '',
	shared_at       timestamptz,
	version         int NOT NULL DEFAULT 1,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT meetings_about CHECK (num_nonnulls(presentation_id, placement_id) = 1),
	CONSTRAINT meetings_shared CHECK (shared_at IS NULL OR held_at IS NOT NULL),
	CONSTRAINT meetings_over CHECK (num_nonnulls(held_at, cancelled_at) <= 1),
	FOREIGN KEY (tenant_id, employer_id, placement_id) REFERENCES placements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, presentation_id) REFERENCES presentations (tenant_id, id),
	FOREIGN KEY (tenant_id, held_by) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX meetings_placement ON meetings (tenant_id, placement_id, at);
CREATE INDEX meetings_presentation ON meetings (tenant_id, presentation_id, at);
CREATE INDEX meetings_open ON meetings (tenant_id, employer_id, at) WHERE held_at IS NULL AND cancelled_at IS NULL;
CALL wall('meetings');
CREATE POLICY nav ON meetings TO plass_nav USING (true);
CREATE POLICY worker ON meetings TO plass_worker USING (true);
CREATE POLICY partner ON meetings TO plass_partner USING (
	placement_id IN (SELECT id FROM placements) OR presentation_id IN (SELECT id FROM presentations));
CREATE POLICY own ON meetings TO plass_candidate USING (
	placement_id IN (SELECT id FROM placements) OR presentation_id IN (SELECT id FROM presentations WHERE withdrawn_at IS NULL));
GRANT SELECT, INSERT, UPDATE (at, place, parts, moved_at, asked_for, asked_by, sequence, held_at, held_by, cancelled_at, not_held_because, draft, agreed, shared_at, version) ON meetings TO plass_nav;
GRANT SELECT, INSERT, UPDATE (at, place, moved_at, asked_for, asked_by, sequence, held_at, held_by, cancelled_at, not_held_because, draft, agreed, shared_at, version) ON meetings TO plass_partner;
GRANT SELECT (tenant_id, id, employer_id, presentation_id, placement_id, kind, at, place, parts, from_rhythm, moved_at, asked_for, asked_by, sequence, held_at, cancelled_at, agreed, shared_at, version),
	UPDATE (asked_for, asked_by) ON meetings TO plass_candidate;
GRANT SELECT, INSERT ON meetings TO plass_worker; -- the next ones of a series without an end

-- Who has to be at a meeting, who is welcome, what they answered and whether they came. A party, not a name.
CREATE TABLE meeting_people (
	tenant_id   uuid NOT NULL DEFAULT current_tenant(),
	meeting_id  uuid NOT NULL,
	party       text NOT NULL CHECK (party IN ('participant', 'buddy', 'employer', 'nav', 'union')),
	needed      boolean NOT NULL,
	answer      text CHECK (answer IN ('comes', 'other_time', 'cannot')),
	answered_at timestamptz,
	attended    boolean,
	PRIMARY KEY (tenant_id, meeting_id, party),
	FOREIGN KEY (tenant_id, meeting_id) REFERENCES meetings (tenant_id, id)
);
CALL wall('meeting_people');
CREATE POLICY nav ON meeting_people TO plass_nav USING (true);
CREATE POLICY partner ON meeting_people TO plass_partner USING (meeting_id IN (SELECT id FROM meetings));
CREATE POLICY own ON meeting_people TO plass_candidate USING (meeting_id IN (SELECT id FROM meetings));
CREATE POLICY worker ON meeting_people TO plass_worker USING (true);
GRANT SELECT, INSERT, UPDATE (answer, answered_at, attended) ON meeting_people TO plass_nav, plass_partner;
GRANT SELECT, UPDATE (answer, answered_at) ON meeting_people TO plass_candidate;
GRANT SELECT, INSERT ON meeting_people TO plass_worker;

-- Four short questions on a shared scale from one to five.
CREATE TABLE meeting_scores (
	tenant_id  uuid NOT NULL DEFAULT current_tenant(),
	meeting_id uuid NOT NULL,
	theme      text NOT NULL CHECK (theme IN ('attendance', 'tasks', 'cooperation', 'wellbeing')),
	score      int NOT NULL CHECK (score BETWEEN 1 AND 5),
	PRIMARY KEY (tenant_id, meeting_id, theme),
	FOREIGN KEY (tenant_id, meeting_id) REFERENCES meetings (tenant_id, id)
);
CALL wall('meeting_scores');
CREATE POLICY nav ON meeting_scores TO plass_nav USING (true);
CREATE POLICY partner ON meeting_scores TO plass_partner USING (
	meeting_id IN (SELECT id FROM meetings WHERE shared_at IS NOT NULL OR (SELECT acting_role()) = 'employer_contact'));
CREATE POLICY own ON meeting_scores FOR SELECT TO plass_candidate USING (meeting_id IN (SELECT id FROM meetings WHERE shared_at IS NOT NULL));
GRANT SELECT, INSERT, UPDATE (score), DELETE ON meeting_scores TO plass_nav, plass_partner;
GRANT SELECT ON meeting_scores TO plass_candidate;

-- What was agreed at a meeting: who does what by when.
CREATE TABLE todos (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	meeting_id   uuid NOT NULL,
	placement_id uuid NOT NULL,
	who          text NOT NULL CHECK (who IN ('participant', 'buddy', 'employer', 'nav')),
	what         text NOT NULL CHECK (what <> ''),
	due_on       date,
	done_at      timestamptz,
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, meeting_id) REFERENCES meetings (tenant_id, id),
	FOREIGN KEY (tenant_id, placement_id) REFERENCES placements (tenant_id, id)
);
CREATE INDEX todos_placement ON todos (tenant_id, placement_id);
CREATE INDEX todos_meeting ON todos (tenant_id, meeting_id);
CALL wall('todos');
CREATE POLICY nav ON todos TO plass_nav USING (true);
CREATE POLICY partner ON todos TO plass_partner USING (placement_id IN (SELECT id FROM placements)
	AND ((SELECT acting_role()) = 'employer_contact' OR meeting_id IN (SELECT id FROM meetings WHERE shared_at IS NOT NULL)));
CREATE POLICY own ON todos TO plass_candidate USING (meeting_id IN (SELECT id FROM meetings WHERE shared_at IS NOT NULL) AND placement_id IN (SELECT id FROM placements));
GRANT SELECT, INSERT, UPDATE (done_at), DELETE ON todos TO plass_nav, plass_partner;
GRANT SELECT, UPDATE (done_at) ON todos TO plass_candidate;

-- Nav's own notes about a placement. Encrypted; read by those who need to know the person.
CREATE TABLE nav_notes (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	placement_id uuid NOT NULL,
	meeting_id   uuid,
	body         bytea NOT NULL,
	author_id    uuid NOT NULL DEFAULT current_membership(),
	author       text NOT NULL,
	at           timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, placement_id) REFERENCES placements (tenant_id, id),
	FOREIGN KEY (tenant_id, meeting_id) REFERENCES meetings (tenant_id, id)
);
CREATE INDEX nav_notes_placement ON nav_notes (tenant_id, placement_id, at);
CALL wall('nav_notes');
CREATE POLICY nav ON nav_notes TO plass_nav USING (placement_id IN (SELECT p.id FROM placements p JOIN candidates c ON c.id = p.candidate_id));
GRANT SELECT, INSERT ON nav_notes TO plass_nav;
