DROP PROCEDURE wall(regclass);
DROP FUNCTION business_day(), business_now(), caller_email(), acting_role(), current_candidate(), current_employer(),
	current_office(), current_membership(), current_account(), current_tenant();
