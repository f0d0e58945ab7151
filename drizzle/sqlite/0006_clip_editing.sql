CREATE TABLE `clip_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`clip_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`undone_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`clip_id`) REFERENCES `clips`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `clip_changes_position_unique` ON `clip_changes` (`clip_id`,`position`);--> statement-breakpoint
ALTER TABLE `clips` ADD `removed` text;--> statement-breakpoint
ALTER TABLE `clips` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `renders` ADD `shown` text;