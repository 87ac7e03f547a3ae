CREATE TABLE `conflict` (
	`partnership_id` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`row_id` text NOT NULL,
	`field` text NOT NULL,
	`base` text NOT NULL,
	`mine` text NOT NULL,
	`theirs` text NOT NULL,
	`mine_by_id` text NOT NULL,
	`mine_at` text NOT NULL,
	`settled` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`partnership_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `conflict_pull` ON `conflict` (`partnership_id`,`version`);--> statement-breakpoint
CREATE TABLE `dead_letter` (
	`partnership_id` text NOT NULL,
	`device_id` text NOT NULL,
	`seq` integer NOT NULL,
	`member_id` text NOT NULL,
	`reason` text NOT NULL,
	`payload` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`partnership_id`, `device_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `device` (
	`partnership_id` text NOT NULL,
	`id` text NOT NULL,
	`member_id` text NOT NULL,
	`last_seq` integer DEFAULT 0 NOT NULL,
	`last_contact_at` text NOT NULL,
	`unsent` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`partnership_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `guard` (
	`ok` integer NOT NULL,
	CONSTRAINT "guard_holds" CHECK("guard"."ok" = 1)
);
--> statement-breakpoint
CREATE TABLE `history` (
	`partnership_id` text NOT NULL,
	`version` integer NOT NULL,
	`seq` integer NOT NULL,
	`mid` text NOT NULL,
	`row_id` text NOT NULL,
	`kind` text NOT NULL,
	`by_id` text NOT NULL,
	`device_id` text NOT NULL,
	`device_time` text NOT NULL,
	`at` text NOT NULL,
	`changes` text NOT NULL,
	PRIMARY KEY(`partnership_id`, `device_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `history_of_row` ON `history` (`partnership_id`,`row_id`,`version`);--> statement-breakpoint
CREATE TABLE `partnership` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `receipt` (
	`partnership_id` text NOT NULL,
	`device_id` text NOT NULL,
	`seq` integer NOT NULL,
	`mid` text NOT NULL,
	`hash` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`detail` text,
	`version` integer,
	`at` text NOT NULL,
	PRIMARY KEY(`partnership_id`, `device_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `row` (
	`partnership_id` text NOT NULL,
	`id` text NOT NULL,
	`scope` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`deleted` integer NOT NULL,
	`hash_hi` integer NOT NULL,
	`hash_lo` integer NOT NULL,
	`data` text,
	PRIMARY KEY(`partnership_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `row_pull` ON `row` (`partnership_id`,`scope`,`version`,`id`);--> statement-breakpoint
CREATE TABLE `session` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`partnership_id` text NOT NULL,
	`member_id` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `version_mark` (
	`partnership_id` text NOT NULL,
	`version` integer NOT NULL,
	`nonce` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`partnership_id`, `version`)
);
