-- A person who takes the yes back calls off the meeting that was called for it.
GRANT UPDATE (cancelled_at, sequence, version) ON meetings TO plass_candidate;
-- And knows when nobody is wanted any more.
GRANT SELECT (closed_at) ON requests TO plass_candidate;
