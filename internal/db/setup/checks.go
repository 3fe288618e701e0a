package setup

// common names what the checks are about.
const common = `
	WITH base AS (
		SELECT c.oid, c.relname, c.relowner, c.relkind, c.relrowsecurity, c.relforcerowsecurity,
			EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped) AS walled
		FROM pg_class c
		WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
	), runtime AS (
		SELECT r.* FROM pg_roles r WHERE r.rolname = ANY (@runtime::text[])
	)`

// checks are what must always hold. Each query returns what breaks it.
var checks = []struct{ what, sql string }{
	{"table of a tenant without forced row-level security", `
		SELECT relname FROM base WHERE walled AND NOT (relrowsecurity AND relforcerowsecurity)`},
	{"table of a tenant without a policy", `
		SELECT relname FROM base WHERE walled AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = base.oid)`},
	{"table without tenant_id", `
		SELECT relname FROM base WHERE NOT walled AND relname <> ALL (@tenantless::text[])`},
	{"tenant_id that may be null", `
		SELECT relname FROM base JOIN pg_attribute a ON a.attrelid = base.oid AND a.attname = 'tenant_id' WHERE NOT a.attnotnull`},
	{"permissive policy that does not ask for the tenant", `
		SELECT relname || '.' || p.polname
		FROM base JOIN pg_policy p ON p.polrelid = base.oid
		WHERE walled AND p.polpermissive
		AND p.polroles <> ARRAY[to_regrole('plass_door')::oid] -- which knows the account before the tenant
		AND (p.polqual IS NOT NULL AND pg_get_expr(p.polqual, p.polrelid) NOT LIKE '%current_tenant()%'
			OR p.polwithcheck IS NOT NULL AND pg_get_expr(p.polwithcheck, p.polrelid) NOT LIKE '%current_tenant()%')
		AND NOT EXISTS (SELECT FROM pg_policy r WHERE r.polrelid = base.oid AND NOT r.polpermissive AND r.polcmd = '*'
			AND (r.polroles = ARRAY[0::oid] OR r.polroles @> p.polroles) AND pg_get_expr(r.polqual, r.polrelid) LIKE '%current_tenant()%')`},
	{"several permissive policies of everything for one role", `
		SELECT relname || ' for ' || CASE role WHEN 0 THEN 'everybody' ELSE role::regrole::text END
		FROM base JOIN pg_policy p ON p.polrelid = base.oid CROSS JOIN unnest(p.polroles) role
		WHERE p.polpermissive AND p.polcmd = '*'
		GROUP BY relname, role HAVING count(*) > 1`},
	{"table that plass_owner does not own", `
		SELECT relname FROM base WHERE relowner <> to_regrole('plass_owner')`},
	{"view that is not security_invoker, or materialised", `
		SELECT c.relname FROM pg_class c
		WHERE c.relnamespace = 'public'::regnamespace
		AND (c.relkind = 'm' OR c.relkind = 'v' AND NOT coalesce(c.reloptions && ARRAY['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false))`},
	{"SECURITY DEFINER function", `
		SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef`},
	{"rule other than a view's", `
		SELECT rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
		WHERE c.relnamespace = 'public'::regnamespace AND rulename <> '_RETURN'`},
	{"runtime role that is missing", `
		SELECT r FROM unnest(@runtime::text[]) r WHERE to_regrole(r) IS NULL`},
	{"runtime role that is above the walls", `
		SELECT rolname FROM runtime WHERE rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication`},
	{"runtime role that inherits", `
		SELECT rolname FROM runtime WHERE rolinherit`},
	{"runtime role that may become another", `
		SELECT m.rolname || ' → ' || g.rolname
		FROM runtime m JOIN pg_roles g ON g.oid <> m.oid AND pg_has_role(m.oid, g.oid, 'MEMBER')
		WHERE g.rolname <> 'plass_jobs'`},
	{"plass_jobs has rights it should not have", `
		SELECT relname FROM base
		WHERE has_table_privilege('plass_jobs', base.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege('plass_jobs', base.oid, 'SELECT, INSERT, UPDATE')`},
	{"something that a runtime role owns", `
		SELECT relname || ' of ' || rolname FROM pg_class c JOIN runtime ON runtime.oid = c.relowner`},
	{"runtime role that may make things", `
		SELECT rolname || ' in ' || nspname
		FROM runtime, pg_namespace n
		WHERE n.nspname IN ('public', 'river') AND has_schema_privilege(runtime.oid, n.oid, 'CREATE')`},
	{"runtime role that comes to the queue without becoming plass_jobs", `
		SELECT rolname || ' at ' || c.relname
		FROM runtime, pg_class c
		WHERE c.relnamespace = to_regnamespace('river') AND c.relkind IN ('r', 'p') AND has_table_privilege(runtime.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE')`},
	{"runtime role that may truncate, refer or trigger", `
		SELECT rolname || ' at ' || relname FROM runtime, base WHERE has_table_privilege(runtime.oid, base.oid, 'TRUNCATE, REFERENCES, TRIGGER')`},
	{"table that everybody may touch", `
		SELECT base.relname || ' (' || g.privilege_type || ')'
		FROM base JOIN pg_class c ON c.oid = base.oid CROSS JOIN aclexplode(c.relacl) g
		WHERE g.grantee = 0`},
	{"table about a person that the partner side may touch", `
		SELECT t FROM unnest(ARRAY['candidates', 'candidate_background', 'nav_notes', 'relations', 'openings']) t
		WHERE to_regclass(t) IS NULL -- renamed, it would slip out of sight
		OR has_any_column_privilege('plass_partner', to_regclass(t), 'SELECT, INSERT, UPDATE')
		OR has_table_privilege('plass_partner', to_regclass(t), 'DELETE')`},
	{"tenantless table that others than the door may write to", `
		SELECT relname || ' by ' || rolname FROM runtime, base
		WHERE NOT walled AND rolname <> 'plass_door' AND has_table_privilege(runtime.oid, base.oid, 'INSERT, UPDATE, DELETE')`},
	{"foreign key between tables of a tenant without tenant_id on both sides", `
		SELECT k.conrelid::regclass || '.' || k.conname
		FROM pg_constraint k JOIN base here ON here.oid = k.conrelid JOIN base there ON there.oid = k.confrelid
		WHERE k.contype = 'f' AND here.walled AND there.walled
		AND NOT EXISTS (
			SELECT FROM unnest(k.conkey, k.confkey) u (mine, theirs)
			JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.mine AND a.attname = 'tenant_id'
			JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = u.theirs AND b.attname = 'tenant_id')`},
	{"unique index that does not begin with tenant_id", `
		SELECT i.indexrelid::regclass::text
		FROM pg_index i JOIN base ON base.oid = i.indrelid
		WHERE walled AND i.indisunique
		AND NOT EXISTS (
			SELECT FROM pg_attribute a
			WHERE a.attrelid = base.oid AND a.attnum = i.indkey[0] AND (a.attname = 'tenant_id' OR i.indisprimary AND i.indnkeyatts = 1 AND a.atttypid = 'uuid'::regtype))`},
	{"exclusion constraint that does not begin with tenant_id", `
		SELECT k.conrelid::regclass || '.' || k.conname
		FROM pg_constraint k JOIN base ON base.oid = k.conrelid
		WHERE walled AND k.contype = 'x'
		AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = base.oid AND a.attnum = k.conkey[1] AND a.attname = 'tenant_id')`},
	{"partition or child without row-level security", `
		SELECT c.relname FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent JOIN pg_class c ON c.oid = h.inhrelid
		WHERE p.relkind IN ('r', 'p') AND p.relrowsecurity AND NOT c.relrowsecurity`},
	{"sequence, whose numbers tell how many there are", `
		SELECT c.relname FROM pg_class c WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace`},
	{"setting of the program's own that a role or a database makes", `
		SELECT setting || coalesce(' by ' || nullif(setrole, 0)::regrole, '') || coalesce(' in ' || d.datname, '')
		FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) setting LEFT JOIN pg_database d ON d.oid = s.setdatabase
		WHERE setting LIKE 'app.%' AND (s.setdatabase = 0 OR d.datname = current_database())`},
}
