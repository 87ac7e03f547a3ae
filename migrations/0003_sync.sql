DROP INDEX `row_opens_scope`;--> statement-breakpoint
CREATE INDEX `row_restricted_event` ON `row` (`partnership_id`,`id`) WHERE kind = 'event' and data ->> '$.restrictedToId' is not null;--> statement-breakpoint
CREATE INDEX `row_opens_scope` ON `row` (`partnership_id`,`kind`,`id`) WHERE kind in ('plan', 'edition');--> statement-breakpoint
ALTER TABLE `conflict` ADD `scope` text DEFAULT 'partnership' NOT NULL;--> statement-breakpoint
ALTER TABLE `conflict` ADD `theirs_by_id` text;--> statement-breakpoint
ALTER TABLE `conflict` ADD `theirs_at` text;--> statement-breakpoint
ALTER TABLE `conflict` ADD `settled_by_id` text;--> statement-breakpoint
ALTER TABLE `conflict` ADD `settled_at` text;--> statement-breakpoint
ALTER TABLE `conflict` ADD `settled_how` text;--> statement-breakpoint
CREATE INDEX `conflict_of_row` ON `conflict` (`partnership_id`,`row_id`);--> statement-breakpoint
CREATE INDEX `conflict_open` ON `conflict` (`partnership_id`,`scope`,`version`) WHERE settled = 0;--> statement-breakpoint
CREATE INDEX `device_of_seat` ON `device` (`token_hash`);--> statement-breakpoint
-- A conflict stands where its row stands.
UPDATE `conflict` SET `scope` = coalesce((
  SELECT r.`scope` FROM `row` r WHERE r.`partnership_id` = `conflict`.`partnership_id`
    AND r.`id` = `conflict`.`row_id`), `scope`);
