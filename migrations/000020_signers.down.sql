ALTER POLICY partner_signs ON signatures WITH CHECK (
	party = 'employer' AND on_behalf = '' AND signed_by = (SELECT current_membership()) AND agreement_id IN (SELECT id FROM agreements));
ALTER TABLE signatures DROP CONSTRAINT signatures_on_behalf_check, DROP CONSTRAINT signatures_party_check;
ALTER TABLE signatures ADD CONSTRAINT signatures_party_check CHECK (party IN ('employer', 'nav')) NOT VALID;
