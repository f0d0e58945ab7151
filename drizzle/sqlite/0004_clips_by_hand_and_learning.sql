CREATE TABLE `clip_events` (
	`id` text PRIMARY KEY NOT NULL,
	`clip_id` text NOT NULL,
	`episode_id` text NOT NULL,
	`user` text DEFAULT 'local' NOT NULL,
	`kind` text NOT NULL,
	`value` real,
	`signals` text,
	`score` real NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `clip_events_created_idx` ON `clip_events` (`created_at`);--> statement-breakpoint
CREATE INDEX `clip_events_clip_idx` ON `clip_events` (`clip_id`,`kind`);--> statement-breakpoint
ALTER TABLE `clips` ADD `origin` text DEFAULT 'suggested' NOT NULL;--> statement-breakpoint
ALTER TABLE `clips` ADD `texts` text;--> statement-breakpoint
ALTER TABLE `clips` ADD `kept_at` integer;--> statement-breakpoint
ALTER TABLE `clips` ADD `edited_at` integer;