DROP POLICY own ON trainings;
DROP TABLE training_people, trainings, learning_entries, learning_goals;
