ALTER TABLE `clips` ADD `framing` text;--> statement-breakpoint
ALTER TABLE `renders` ADD `framing` text;--> statement-breakpoint
ALTER TABLE `renders` ADD `tighten` text;