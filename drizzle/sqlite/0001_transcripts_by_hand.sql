CREATE TABLE `shows` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`glossary` text,
	`speakers` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shows_name_unique` ON `shows` (`name`);--> statement-breakpoint
CREATE TABLE `transcript_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`transcript_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`hunks` text NOT NULL,
	`undone_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`transcript_id`) REFERENCES `transcripts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `transcript_changes_position_unique` ON `transcript_changes` (`transcript_id`,`position`);--> statement-breakpoint
DROP INDEX `transcripts_episode_unique`;--> statement-breakpoint
ALTER TABLE `transcripts` ADD `origin` text DEFAULT 'speech' NOT NULL;--> statement-breakpoint
ALTER TABLE `transcripts` ADD `file_name` text;--> statement-breakpoint
ALTER TABLE `transcripts` ADD `settings` text;--> statement-breakpoint
ALTER TABLE `transcripts` ADD `revision` text;--> statement-breakpoint
ALTER TABLE `transcripts` ADD `edited_at` integer;--> statement-breakpoint
ALTER TABLE `transcripts` ADD `kept_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `transcripts_current_unique` ON `transcripts` (`episode_id`) WHERE kept_at is null;--> statement-breakpoint
CREATE INDEX `transcripts_episode_idx` ON `transcripts` (`episode_id`);--> statement-breakpoint
ALTER TABLE `renders` ADD `text_changed_at` integer;