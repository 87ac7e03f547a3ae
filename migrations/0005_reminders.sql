CREATE TABLE `push_subscription` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`partnership_id` text NOT NULL,
	`member_id` text NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`since` text NOT NULL,
	FOREIGN KEY (`token_hash`) REFERENCES `session`(`token_hash`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_subscription_endpoint_unique` ON `push_subscription` (`endpoint`);--> statement-breakpoint
CREATE INDEX `push_subscription_of` ON `push_subscription` (`partnership_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `reminder_setting` (
	`partnership_id` text NOT NULL,
	`member_id` text NOT NULL,
	`digest` text NOT NULL,
	`digest_day` integer NOT NULL,
	`quiet_from` integer NOT NULL,
	`quiet_to` integer NOT NULL,
	`origin` text NOT NULL,
	`next_at` text,
	`letter_on` text,
	`seen_version` integer,
	`seen_on` text,
	`told` text DEFAULT '[]' NOT NULL,
	PRIMARY KEY(`partnership_id`, `member_id`)
);
--> statement-breakpoint
CREATE INDEX `reminder_due` ON `reminder_setting` (`next_at`) WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX `row_event_on` ON `row` (`partnership_id`,data ->> '$.onDate') WHERE kind = 'event';