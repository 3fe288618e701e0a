-- Who is acting, and when. The settings are made by the first statement of every transaction;
-- without them the functions answer NULL and every policy says no.
CREATE FUNCTION current_tenant()     RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
CREATE FUNCTION current_account()    RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.account_id', true), '')::uuid $$;
CREATE FUNCTION current_membership() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.membership_id', true), '')::uuid $$;
CREATE FUNCTION current_office()     RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.office_id', true), '')::uuid $$;
CREATE FUNCTION current_employer()   RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.employer_id', true), '')::uuid $$;
CREATE FUNCTION current_candidate()  RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.candidate_id', true), '')::uuid $$;
CREATE FUNCTION acting_role()        RETURNS text LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.role', true), '') $$;
CREATE FUNCTION caller_email()       RETURNS text LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.email', true), '') $$;

-- The one clock. Tests set app.now; the program refuses to start where a role or database sets it.
CREATE FUNCTION business_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;
CREATE FUNCTION business_day() RETURNS date LANGUAGE sql STABLE AS $$ SELECT (business_now() AT TIME ZONE 'Europe/Oslo')::date $$;

-- wall puts a table behind row-level security: nobody, its owner included, meets another tenant's rows.
-- What each side may do inside its tenant is said by the policies that follow each table.
CREATE PROCEDURE wall(walled regclass) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', walled);
	EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', walled);
	EXECUTE format('CREATE POLICY tenant ON %s AS RESTRICTIVE USING (tenant_id = (SELECT current_tenant()))', walled);
END $$;
