CREATE TABLE `assets` (
	`id` text PRIMARY KEY NOT NULL,
	`episode_id` text NOT NULL,
	`kind` text NOT NULL,
	`root` text NOT NULL,
	`path` text NOT NULL,
	`mime_type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`episode_id`) REFERENCES `episodes`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `assets_episode_idx` ON `assets` (`episode_id`,`kind`);--> statement-breakpoint
CREATE UNIQUE INDEX `assets_path_unique` ON `assets` (`root`,`path`);--> statement-breakpoint
CREATE TABLE `clips` (
	`id` text PRIMARY KEY NOT NULL,
	`episode_id` text NOT NULL,
	`rank` integer NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`platform` text,
	`genre` text,
	`score` real NOT NULL,
	`percentile` real NOT NULL,
	`confidence` real,
	`signals` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`episode_id`) REFERENCES `episodes`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `clips_rank_unique` ON `clips` (`episode_id`,`rank`);--> statement-breakpoint
CREATE TABLE `episodes` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`file_name` text NOT NULL,
	`show` text,
	`genre` text,
	`language` text,
	`platform` text,
	`state` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text,
	`duration_ms` integer,
	`has_video` integer,
	`media` text,
	`notes` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `episodes_created_idx` ON `episodes` (`created_at`);--> statement-breakpoint
CREATE TABLE `feedback` (
	`id` text PRIMARY KEY NOT NULL,
	`clip_id` text NOT NULL,
	`user` text DEFAULT 'local' NOT NULL,
	`stars` integer,
	`thumb` integer,
	`reason` text,
	`comment` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`clip_id`) REFERENCES `clips`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feedback_clip_user_unique` ON `feedback` (`clip_id`,`user`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`episode_id` text,
	`parent_id` text,
	`payload` text,
	`status` text NOT NULL,
	`priority` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`max_attempts` integer DEFAULT 3 NOT NULL,
	`crash_count` integer DEFAULT 0 NOT NULL,
	`percent` real,
	`run_at` integer NOT NULL,
	`lease_token` text,
	`lease_owner` text,
	`lease_expires_at` integer,
	`cancel_requested_at` integer,
	`error_code` text,
	`error_message` text,
	`dedupe_key` text,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	FOREIGN KEY (`episode_id`) REFERENCES `episodes`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `jobs_claim_idx` ON `jobs` (`status`,`run_at`);--> statement-breakpoint
CREATE INDEX `jobs_episode_idx` ON `jobs` (`episode_id`,`kind`);--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_dedupe_unique` ON `jobs` (`dedupe_key`) WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE TABLE `renders` (
	`id` text PRIMARY KEY NOT NULL,
	`clip_id` text NOT NULL,
	`aspect` text NOT NULL,
	`status` text NOT NULL,
	`job_id` text,
	`duration_ms` integer,
	`video_asset_id` text,
	`srt_asset_id` text,
	`vtt_asset_id` text,
	`poster_asset_id` text,
	`error_code` text,
	`error_message` text,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	FOREIGN KEY (`clip_id`) REFERENCES `clips`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `renders_clip_aspect_unique` ON `renders` (`clip_id`,`aspect`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `transcript_segments` (
	`id` text PRIMARY KEY NOT NULL,
	`transcript_id` text NOT NULL,
	`position` integer NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`text` text NOT NULL,
	`speaker` text,
	`words` text,
	FOREIGN KEY (`transcript_id`) REFERENCES `transcripts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `transcript_segments_position_unique` ON `transcript_segments` (`transcript_id`,`position`);--> statement-breakpoint
CREATE TABLE `transcripts` (
	`id` text PRIMARY KEY NOT NULL,
	`episode_id` text NOT NULL,
	`language` text NOT NULL,
	`model` text NOT NULL,
	`engine` text NOT NULL,
	`duration_ms` integer NOT NULL,
	`notes` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`episode_id`) REFERENCES `episodes`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `transcripts_episode_unique` ON `transcripts` (`episode_id`);--> statement-breakpoint
CREATE TABLE `uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`file_name` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`fingerprint` text,
	`tus` text,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `uploads_state_idx` ON `uploads` (`state`,`updated_at`);--> statement-breakpoint
CREATE TABLE `workers` (
	`id` text PRIMARY KEY NOT NULL,
	`pid` integer NOT NULL,
	`started_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`speech` text
);
