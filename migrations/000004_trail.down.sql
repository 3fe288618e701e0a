DROP TABLE alarms, feeds, notices, drafts, done, events;
