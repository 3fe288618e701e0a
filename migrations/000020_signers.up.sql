-- Every party that the agreement names signs, in its order. Who signs for another says why.
ALTER TABLE signatures DROP CONSTRAINT signatures_party_check;
ALTER TABLE signatures ADD CONSTRAINT signatures_party_check CHECK (party IN ('employer', 'nav', 'union', 'adviser', 'unit', 'municipality', 'county',
	'school', 'broker', 'funder', 'provider', 'investor', 'evaluator', 'network', 'mentor_partner'));
ALTER TABLE signatures ADD CONSTRAINT signatures_on_behalf_check CHECK (on_behalf = '' OR party <> 'nav');
ALTER POLICY partner_signs ON signatures WITH CHECK (
	party = CASE (SELECT acting_role()) WHEN 'employer_contact' THEN 'employer' WHEN 'union_representative' THEN 'union' END
	AND on_behalf = '' AND signed_by = (SELECT current_membership()) AND agreement_id IN (SELECT id FROM agreements));
