ALTER TABLE `renders` ADD `look` text;--> statement-breakpoint
ALTER TABLE `shows` ADD `brand` text;