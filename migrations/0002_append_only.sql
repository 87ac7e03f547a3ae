-- Rows that were written before there were scopes go where they would be written now.
UPDATE `row` SET `scope` = `kind` || ':' || `id` WHERE `kind` IN ('plan', 'edition');
--> statement-breakpoint
UPDATE `row` SET `scope` = coalesce(
  'plan:' || (`data` ->> '$.planId'), `scope`) WHERE `kind` IN ('priority', 'action', 'indicator');
--> statement-breakpoint
UPDATE `row` SET `scope` = coalesce(
  'edition:' || (`data` ->> '$.editionId'), `scope`) WHERE `kind` = 'matrixRow';
--> statement-breakpoint
UPDATE `row` SET `scope` = coalesce((
  SELECT p.`scope` FROM `row` p WHERE p.`partnership_id` = `row`.`partnership_id`
    AND p.`id` = coalesce(`row`.`data` ->> '$.priorityId', `row`.`data` ->> '$.actionId',
                          `row`.`data` ->> '$.indicatorId')), `scope`)
WHERE `kind` IN ('theme', 'update', 'observation');
--> statement-breakpoint
UPDATE `history` SET `scope` = coalesce((
  SELECT r.`scope` FROM `row` r WHERE r.`partnership_id` = `history`.`partnership_id`
    AND r.`id` = `history`.`row_id`), `scope`);
--> statement-breakpoint
-- Every partnership of before stands in this database.
INSERT INTO `directory` (`partnership_id`, `binding`, `name`, `created_at`)
SELECT p.`id`, 'DB', coalesce(r.`data` ->> '$.name', p.`id`), coalesce(
  (SELECT min(m.`at`) FROM `version_mark` m WHERE m.`partnership_id` = p.`id`), '')
FROM `partnership` p LEFT JOIN `row` r ON r.`partnership_id` = p.`id` AND r.`id` = p.`id`;
--> statement-breakpoint
-- Who did what is added to and never changed; it goes when its time is up, in a purge and not else.
CREATE TRIGGER `history_stands` BEFORE UPDATE ON `history`
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `history_stays` BEFORE DELETE ON `history`
WHEN NOT EXISTS (SELECT 1 FROM `purge_permit`)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_stands` BEFORE UPDATE ON `audit`
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_stays` BEFORE DELETE ON `audit`
WHEN NOT EXISTS (SELECT 1 FROM `purge_permit`)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
