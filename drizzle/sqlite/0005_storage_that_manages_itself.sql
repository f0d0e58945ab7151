CREATE TABLE `storage_log` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`trigger` text NOT NULL,
	`reason` text NOT NULL,
	`episode_id` text,
	`title` text,
	`files` integer NOT NULL,
	`bytes` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `storage_log_at_idx` ON `storage_log` (`at`);--> statement-breakpoint
CREATE TABLE `storage_reservations` (
	`id` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`episode_id` text NOT NULL,
	`bytes` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `storage_reservations_episode_idx` ON `storage_reservations` (`episode_id`);--> statement-breakpoint
ALTER TABLE `episodes` ADD `trashed_at` integer;--> statement-breakpoint
ALTER TABLE `episodes` ADD `archived_at` integer;