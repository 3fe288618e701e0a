DROP TABLE effect_results, effect_payments, effect_people, effect_freezes, effect_evaluators, effect_parties, advice_units, advice, hires;
DROP FUNCTION results_are_judged_apart, results_are_of_the_list, leaders_approve_payments, payments_keep_the_cap, people_freeze_later, frozen_people_stay,
	evaluator_is_apart, contact_of, same_person;
-- What was asked for by need alone has no place line, and stays: the shape before cannot hold it, and the columns keep room for it.
ALTER TABLE placements DROP CONSTRAINT placements_kind, DROP COLUMN kind;
ALTER TABLE presentations DROP CONSTRAINT presentations_kind, DROP CONSTRAINT presentations_chosen, DROP COLUMN kind;
ALTER TABLE presentations ADD CONSTRAINT presentations_chosen CHECK ((choice IS NULL) = (chosen_at IS NULL) AND (choice IS DISTINCT FROM 'chosen' OR unit_id IS NOT NULL)) NOT VALID;
ALTER TABLE requests DROP CONSTRAINT requests_kind, DROP COLUMN kind;
