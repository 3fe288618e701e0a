package today

import (
	"context"

	"plass/internal/db"
	"plass/internal/notice"
	"plass/internal/text"
)

// navItems is everything but the empty seats, whose days are counted in Go. "mine" are the employers of the one acting,
// or of those they stand in for; or all that the contact persons of the own office own.
const navItems = `
	WITH acting AS MATERIALIZED (SELECT * FROM acting_as() AS id),
	owners AS MATERIALIZED (
		SELECT id FROM acting WHERE NOT @office AND (NOT @stand_in OR id <> current_membership())
		UNION
		SELECT id FROM memberships WHERE @office AND office_id = current_office()),
	mine AS MATERIALIZED (
		SELECT c.employer_id, e.name FROM owners o JOIN contact_persons c ON c.membership_id = o.id JOIN employers e ON e.id = c.employer_id
		WHERE c.from_at <= @now AND c.to_at > @now)
	SELECT * FROM (
		SELECT CASE WHEN m.asked_for IS NOT NULL THEN 'other_time'
				WHEN m.at < (SELECT @now::timestamptz - make_interval(days => setting('meeting.silence_days')::int)) THEN 'meeting_overdue' ELSE 'meeting_soon' END AS what,
			m.id AS about, e.name AS employer, e.employer_id, (m.at AT TIME ZONE 'Europe/Oslo')::date AS day, 1 AS n, m.kind AS detail
		FROM meetings m JOIN mine e USING (employer_id)
		WHERE m.held_at IS NULL AND m.cancelled_at IS NULL AND m.at < @now::timestamptz + interval '7 days'
		UNION ALL
		SELECT 'employer_asks', r.id, e.name, e.employer_id, (r.asked_at AT TIME ZONE 'Europe/Oslo')::date, r.count, ''
		FROM requests r JOIN mine e USING (employer_id) WHERE r.sent_at IS NULL AND r.closed_at IS NULL
		UNION ALL
		SELECT 'request_late', r.id, e.name, e.employer_id, r.due_on, count(*)::int, string_agg(o.name, ', ' ORDER BY o.name COLLATE "nb-NO-x-icu")
		FROM requests r JOIN mine e USING (employer_id) JOIN request_offices ro ON ro.request_id = r.id JOIN offices o ON o.id = ro.office_id
		WHERE r.closed_at IS NULL AND r.due_on < @today AND ro.answered_at IS NULL GROUP BY r.id, e.name, e.employer_id, r.due_on
		UNION ALL
		SELECT 'request_to_answer', r.id, e.name, e.id, r.due_on, r.count, ''
		FROM request_offices ro JOIN requests r ON r.id = ro.request_id JOIN employers e ON e.id = r.employer_id
		WHERE acting_role() IN ('office_liaison', 'office_leader') AND ro.office_id = current_office() AND ro.answered_at IS NULL AND r.closed_at IS NULL
		UNION ALL
		SELECT 'ready_to_present', n.request_id, e.name, e.employer_id, NULL, count(*)::int, ''
		FROM nominations n JOIN mine e USING (employer_id)
		WHERE n.answer = 'yes' AND n.withdrawn_at IS NULL AND NOT EXISTS (SELECT FROM presentations p WHERE p.nomination_id = n.id)
		AND EXISTS (SELECT FROM requests r WHERE r.id = n.request_id AND r.closed_at IS NULL)
		GROUP BY n.request_id, e.name, e.employer_id
		UNION ALL
		SELECT 'awaits_candidate', n.request_id, e.name, e.id, min(n.answer_by), count(*)::int, ''
		FROM nominations n JOIN employers e ON e.id = n.employer_id
		WHERE n.answer IS NULL AND n.withdrawn_at IS NULL AND n.nominated_by IN (SELECT id FROM acting)
		AND EXISTS (SELECT FROM requests r WHERE r.id = n.request_id AND r.closed_at IS NULL) GROUP BY n.request_id, e.name, e.id
		UNION ALL
		SELECT CASE WHEN p.answer IS NULL THEN 'awaits_employer'
				WHEN p.kind = 'job' THEN 'to_hire'
				WHEN p.choice = 'chosen' THEN 'to_place'
				WHEN EXISTS (SELECT FROM meetings m WHERE m.presentation_id = p.id AND m.held_at IS NOT NULL) THEN 'to_choose'
				ELSE 'to_meet' END,
			p.id, e.name, e.employer_id, (coalesce(p.chosen_at, p.answered_at, p.presented_at) AT TIME ZONE 'Europe/Oslo')::date, 1, ''
		FROM presentations p JOIN mine e USING (employer_id)
		WHERE p.withdrawn_at IS NULL AND p.choice IS DISTINCT FROM 'not_chosen' AND p.answer IS DISTINCT FROM 'not_now'
		AND NOT EXISTS (SELECT FROM hires h WHERE h.presentation_id = p.id AND h.misregistered_at IS NULL)
		AND NOT EXISTS (SELECT FROM placements s WHERE s.presentation_id = p.id AND s.misregistered_at IS NULL)
		AND (p.answer IS NULL OR p.choice = 'chosen' OR NOT EXISTS (SELECT FROM meetings m WHERE m.presentation_id = p.id AND m.held_at IS NULL AND m.cancelled_at IS NULL))
		UNION ALL
		SELECT CASE WHEN r.plan_needed AND NOT EXISTS (SELECT FROM plans WHERE placement_id = p.id) THEN 'plan_missing' ELSE 'to_begin' END,
			p.id, e.name, e.employer_id, p.starts_on, 1, ''
		FROM placements p JOIN mine e USING (employer_id) JOIN start_rules r ON r.version_id = p.version_id
		WHERE p.begun_at IS NULL AND p.ended_on IS NULL AND p.misregistered_at IS NULL AND p.starts_on <= @today::date + 7
		UNION ALL
		SELECT 'ends_soon', p.id, e.name, e.employer_id, p.ends_on, 1, '' FROM placements p JOIN mine e USING (employer_id)
		WHERE p.begun_at IS NOT NULL AND p.ended_on IS NULL AND p.misregistered_at IS NULL AND p.ends_on <= @today::date + 14
		UNION ALL
		SELECT CASE WHEN EXISTS (SELECT FROM signatures s WHERE s.version_id = v.id AND s.party = 'employer' AND s.at_version = v.edition)
				THEN 'agreement_to_sign' ELSE 'awaits_signature' END, a.id, e.name, e.employer_id, (greatest(a.offered_at, v.made_at) AT TIME ZONE 'Europe/Oslo')::date, 1, a.title
		FROM agreements a JOIN mine e USING (employer_id) JOIN agreement_versions v ON v.agreement_id = a.id AND v.signed_at IS NULL AND v.withdrawn_at IS NULL
		WHERE a.offered_at IS NOT NULL AND (a.concluded_at IS NOT NULL OR lapses_on(a.touched_at) > @today) AND a.annulled_at IS NULL AND a.misregistered_at IS NULL
		UNION ALL
		SELECT CASE WHEN a.ends_on IS NOT NULL THEN 'agreement_ends' ELSE 'review_soon' END, a.id, e.name, e.employer_id, coalesce(a.ends_on, a.review_on), 1, a.title
		FROM agreements a JOIN mine e USING (employer_id)
		WHERE a.concluded_at IS NOT NULL AND a.annulled_at IS NULL AND a.misregistered_at IS NULL AND NOT a.ends_itself AND coalesce(a.ends_on, a.review_on) BETWEEN @today AND @today::date + 60
		UNION ALL
		SELECT 'inquiry_due', q.id, e.name, e.employer_id, q.due_on, 1, q.subject FROM inquiries q JOIN mine e USING (employer_id) WHERE q.closed_at IS NULL
		UNION ALL
		SELECT 'inquiry_unassigned', q.id, e.name, e.id, q.due_on, 1, q.subject FROM inquiries q JOIN employers e ON e.id = q.employer_id
		WHERE q.closed_at IS NULL AND NOT e.active AND acting_role() = 'office_leader'
		UNION ALL
		SELECT 'todo_due', t.placement_id, e.name, e.employer_id, t.due_on, 1, t.what FROM todos t JOIN placements p ON p.id = t.placement_id JOIN mine e USING (employer_id)
		JOIN meetings m ON m.id = t.meeting_id
		WHERE t.who = 'nav' AND t.done_at IS NULL AND p.ended_on IS NULL AND m.shared_at IS NOT NULL AND coalesce(t.due_on, @today) <= @today::date + 7
		UNION ALL
		SELECT 'checklist_due', c.placement_id, e.name, e.employer_id, c.due_on, 1, words_in(c.what, @lang) FROM checklist_items c JOIN mine e USING (employer_id)
		WHERE c.owner = 'nav' AND c.done_at IS NULL AND c.due_on <= @today::date + 7
		UNION ALL
		SELECT 'promise_due', r.id, e.name, e.employer_id, r.due_on, 1, words_in(r.what, @lang) FROM promises r JOIN mine e USING (employer_id)
		WHERE r.settled IS NULL AND r.strength <> 'no_promise' AND (r.due_on <= @today::date + 7 OR r.due_when = 'excellent' AND r.due_on IS NOT NULL)
		UNION ALL
		SELECT 'promise_listed', min(r.id::text)::uuid, e.name, e.employer_id, min(r.listed_on), count(*)::int, '' FROM promises r JOIN mine e USING (employer_id)
		WHERE r.settled IS NULL AND r.listed_on <= @today AND r.due_on > @today::date + 7 GROUP BY e.name, e.employer_id
		UNION ALL
		SELECT DISTINCT 'promise_unread', p.id, e.name, e.employer_id, p.starts_on, 1, '' FROM promises r JOIN placements p ON p.id = r.placement_id JOIN mine e ON e.employer_id = p.employer_id
		WHERE r.to_read AND r.read_at IS NULL AND r.settled IS NULL AND p.begun_at IS NULL AND p.ended_on IS NULL AND p.starts_on <= @today::date + 7
		UNION ALL
		SELECT 'attest_waits', t.placement_id, e.name, e.employer_id, (t.drafted_at AT TIME ZONE 'Europe/Oslo')::date, 1, ''
		FROM attests t JOIN mine e USING (employer_id) WHERE t.signed_at IS NULL
		UNION ALL
		SELECT 'employer_unassigned', e.id, e.name, e.id, (e.made_at AT TIME ZONE 'Europe/Oslo')::date, 1, '' FROM employers e
		WHERE NOT e.active AND acting_role() = 'office_leader'
	) items ORDER BY day NULLS LAST, what, about LIMIT 200`

// ForPartner gathers what waits for the one acting at an employer, in one round trip.
func ForPartner(ctx context.Context, tx *db.Tx) (List, error) {
	b := db.NewBatch(tx)
	items := db.AskAll[Item](b, partnerItems, db.Args{"lang": text.From(ctx), "today": tx.Today(), "now": tx.Now})
	unread := notice.AskUnread(b)
	if err := b.Send(ctx); err != nil {
		return List{}, err
	}
	return List{Today: tx.Today(), Items: *items, Notices: *unread}, nil
}

const partnerItems = `
	SELECT *, current_employer() AS employer_id FROM (
		SELECT 'presentation' AS what, p.id AS about, '' AS employer, (p.presented_at AT TIME ZONE 'Europe/Oslo')::date AS day, 1 AS n,
			coalesce(d.value, '') AS detail
		FROM presentations p LEFT JOIN disclosures d ON d.nomination_id = p.nomination_id AND d.field = 'first_name'
		WHERE p.answer IS NULL AND p.choice IS NULL
		UNION ALL
		SELECT 'agreement_to_sign', a.id, '', (greatest(a.offered_at, v.made_at) AT TIME ZONE 'Europe/Oslo')::date, 1, a.title
		FROM agreements a JOIN agreement_versions v ON v.agreement_id = a.id AND v.signed_at IS NULL AND v.withdrawn_at IS NULL
		WHERE acting_role() = 'employer_contact' AND a.annulled_at IS NULL AND (a.concluded_at IS NOT NULL OR lapses_on(a.touched_at) > @today)
		AND NOT EXISTS (SELECT FROM signatures s WHERE s.version_id = v.id AND s.party = 'employer' AND s.at_version = v.edition)
		UNION ALL
		SELECT CASE WHEN m.asked_for IS NOT NULL THEN 'other_time'
				WHEN m.at < (SELECT @now::timestamptz - make_interval(days => setting('meeting.silence_days')::int)) THEN 'meeting_overdue' ELSE 'meeting_soon' END,
			m.id, '', (m.at AT TIME ZONE 'Europe/Oslo')::date, 1, coalesce(d.value, '')
		FROM meetings m LEFT JOIN placements p ON p.id = m.placement_id
		LEFT JOIN disclosures d ON d.nomination_id = p.nomination_id AND d.field = 'first_name'
		WHERE m.held_at IS NULL AND m.cancelled_at IS NULL AND m.at < @now::timestamptz + interval '7 days'
		UNION ALL
		SELECT CASE WHEN r.plan_needed AND NOT EXISTS (SELECT FROM plans WHERE placement_id = p.id) THEN 'plan_missing' ELSE 'to_begin' END,
			p.id, '', p.starts_on, 1, coalesce(d.value, '')
		FROM placements p JOIN start_rules r ON r.version_id = p.version_id
		LEFT JOIN disclosures d ON d.nomination_id = p.nomination_id AND d.field = 'first_name'
		WHERE p.begun_at IS NULL AND p.ended_on IS NULL AND p.starts_on BETWEEN @today AND @today::date + 7
		UNION ALL
		SELECT 'attest_to_sign', t.id, '', (t.drafted_at AT TIME ZONE 'Europe/Oslo')::date, 1, t.name FROM attests t WHERE t.signed_at IS NULL
		UNION ALL
		SELECT 'checklist_due', c.placement_id, '', c.due_on, 1, words_in(c.what, @lang) FROM checklist_items c
		WHERE c.owner = 'employer' AND c.done_at IS NULL AND c.due_on <= @today::date + 7 AND acting_role() = 'employer_contact'
		UNION ALL
		SELECT 'promise_due', r.id, '', r.due_on, 1, words_in(r.what, @lang) FROM promises r
		WHERE acting_role() = 'employer_contact' AND r.settled IS NULL AND r.strength <> 'no_promise' AND (r.by_side IN ('employer', 'everybody') OR r.to_side IN ('employer', 'everybody'))
		AND (r.due_on <= @today::date + 7 OR r.due_when = 'excellent' AND r.due_on IS NOT NULL)
		UNION ALL
		SELECT 'promise_listed', current_employer(), '', min(r.listed_on), count(*)::int, '' FROM promises r
		WHERE acting_role() = 'employer_contact' AND r.settled IS NULL AND r.listed_on <= @today AND r.due_on > @today::date + 7 HAVING count(*) > 0
		UNION ALL
		SELECT 'todo_due', t.placement_id, '', t.due_on, 1, t.what FROM todos t JOIN meetings m ON m.id = t.meeting_id JOIN placements p ON p.id = t.placement_id
		WHERE t.who = CASE acting_role() WHEN 'buddy' THEN 'buddy' ELSE 'employer' END AND t.done_at IS NULL AND p.ended_on IS NULL
		AND m.shared_at IS NOT NULL AND coalesce(t.due_on, @today) <= @today::date + 7
		UNION ALL
		SELECT 'learning_to_tick', e.placement_id, '', min(e.on_day), count(*)::int, '' FROM learning_entries e JOIN placements p ON p.id = e.placement_id
		WHERE e.ticked_at IS NULL AND acting_role() = 'buddy' GROUP BY e.placement_id
	) items ORDER BY day NULLS LAST, what, about LIMIT 100`
