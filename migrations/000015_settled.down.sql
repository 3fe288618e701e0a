REVOKE SELECT (closed_at) ON requests FROM plass_candidate;
REVOKE UPDATE (cancelled_at, sequence, version) ON meetings FROM plass_candidate;
