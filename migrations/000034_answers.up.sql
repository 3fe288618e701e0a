-- Whoever was offered the job says what they answer themselves.
CREATE POLICY answers ON job_offers FOR UPDATE TO plass_candidate USING (placement_id IN (SELECT id FROM placements)) WITH CHECK (answer IS NOT NULL);
GRANT UPDATE (answer, answered_at) ON job_offers TO plass_candidate;
