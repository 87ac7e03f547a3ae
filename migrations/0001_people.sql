CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`partnership_id` text NOT NULL,
	`at` text NOT NULL,
	`by_id` text,
	`device_id` text,
	`what` text NOT NULL,
	`about` text,
	`detail` text
);
--> statement-breakpoint
CREATE INDEX `audit_by_time` ON `audit` (`partnership_id`,`at`);--> statement-breakpoint
CREATE TABLE `directory` (
	`partnership_id` text PRIMARY KEY NOT NULL,
	`binding` text NOT NULL,
	`name` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `invitation` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`partnership_id` text NOT NULL,
	`member_id` text NOT NULL,
	`email` text NOT NULL,
	`invited_by_id` text NOT NULL,
	`invited_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`accepted_at` text,
	`withdrawn_at` text
);
--> statement-breakpoint
CREATE INDEX `invitation_to` ON `invitation` (`email`);--> statement-breakpoint
CREATE INDEX `invitation_of` ON `invitation` (`partnership_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `membership` (
	`person_id` text NOT NULL,
	`partnership_id` text NOT NULL,
	`member_id` text NOT NULL,
	`since` text NOT NULL,
	PRIMARY KEY(`person_id`, `partnership_id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `membership_of_member` ON `membership` (`partnership_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `pass` (
	`id` text PRIMARY KEY NOT NULL,
	`partnership_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`event_id` text NOT NULL,
	`agency_id` text NOT NULL,
	`issued_by_id` text NOT NULL,
	`issued_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`taken` integer DEFAULT 0 NOT NULL,
	`withdrawn_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pass_code_hash_unique` ON `pass` (`code_hash`);--> statement-breakpoint
CREATE INDEX `pass_of_event` ON `pass` (`partnership_id`,`event_id`);--> statement-breakpoint
CREATE TABLE `purge_permit` (
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `challenge` (
	`key_hash` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `challenge_until` ON `challenge` (`expires_at`);--> statement-breakpoint
CREATE TABLE `code_gate` (
	`email` text PRIMARY KEY NOT NULL,
	`sent` integer NOT NULL,
	`hour_ends_at` text NOT NULL,
	`tries` integer NOT NULL,
	`code_ends_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `code_gate_until` ON `code_gate` (`hour_ends_at`);--> statement-breakpoint
CREATE TABLE `passkey` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`label` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`created_at` text NOT NULL,
	`last_used_at` text,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `passkey_of` ON `passkey` (`person_id`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`name` text NOT NULL,
	`image` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_email_unique` ON `person` (`email`);--> statement-breakpoint
CREATE TABLE `person_account` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`account_id` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_account_is` ON `person_account` (`provider_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `person_account_of` ON `person_account` (`person_id`);--> statement-breakpoint
CREATE TABLE `person_session` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`token` text NOT NULL,
	`proof` text NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`expires_at` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_session_token_unique` ON `person_session` (`token`);--> statement-breakpoint
CREATE INDEX `person_session_of` ON `person_session` (`person_id`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`expires_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_by` ON `verification` (`identifier`);--> statement-breakpoint
CREATE INDEX `verification_until` ON `verification` (`expires_at`);--> statement-breakpoint
ALTER TABLE `device` ADD `token_hash` text;--> statement-breakpoint
ALTER TABLE `device` ADD `label` text;--> statement-breakpoint
ALTER TABLE `device` ADD `ordered` text;--> statement-breakpoint
ALTER TABLE `device` ADD `ordered_by_id` text;--> statement-breakpoint
ALTER TABLE `device` ADD `ordered_at` text;--> statement-breakpoint
ALTER TABLE `device` ADD `done_at` text;--> statement-breakpoint
ALTER TABLE `history` ADD `scope` text DEFAULT 'partnership' NOT NULL;--> statement-breakpoint
ALTER TABLE `history` ADD `because` text;--> statement-breakpoint
CREATE INDEX `history_by_time` ON `history` (`partnership_id`,`at`);--> statement-breakpoint
ALTER TABLE `row` ADD `deleted_at` text;--> statement-breakpoint
CREATE INDEX `row_opens_scope` ON `row` (`partnership_id`,`kind`,`id`) WHERE kind in ('plan', 'edition', 'event');--> statement-breakpoint
ALTER TABLE `session` ADD `proof` text DEFAULT 'code' NOT NULL;--> statement-breakpoint
ALTER TABLE `session` ADD `person_id` text;--> statement-breakpoint
ALTER TABLE `session` ADD `person_session_id` text;--> statement-breakpoint
ALTER TABLE `session` ADD `ordered` text;