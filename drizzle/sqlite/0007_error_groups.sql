CREATE TABLE `error_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`place` text NOT NULL,
	`source` text NOT NULL,
	`count` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`seen_at` integer,
	`example` text
);
--> statement-breakpoint
CREATE INDEX `error_groups_last_idx` ON `error_groups` (`last_seen_at`);--> statement-breakpoint
ALTER TABLE `workers` ADD `metrics` text;