CREATE TABLE "assets" (
	"id" text PRIMARY KEY NOT NULL,
	"episode_id" text NOT NULL,
	"kind" text NOT NULL,
	"root" text NOT NULL,
	"path" text NOT NULL,
	"mime_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clips" (
	"id" text PRIMARY KEY NOT NULL,
	"episode_id" text NOT NULL,
	"rank" integer NOT NULL,
	"start_ms" bigint NOT NULL,
	"end_ms" bigint NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"platform" text,
	"genre" text,
	"score" double precision NOT NULL,
	"percentile" double precision NOT NULL,
	"confidence" double precision,
	"signals" jsonb,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "episodes" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"file_name" text NOT NULL,
	"show" text,
	"genre" text,
	"language" text,
	"platform" text,
	"state" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text,
	"duration_ms" bigint,
	"has_video" boolean,
	"media" jsonb,
	"notes" jsonb,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feedback" (
	"id" text PRIMARY KEY NOT NULL,
	"clip_id" text NOT NULL,
	"user" text DEFAULT 'local' NOT NULL,
	"stars" integer,
	"thumb" integer,
	"reason" text,
	"comment" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"episode_id" text,
	"parent_id" text,
	"payload" jsonb,
	"status" text NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"max_attempts" integer DEFAULT 3 NOT NULL,
	"crash_count" integer DEFAULT 0 NOT NULL,
	"percent" double precision,
	"run_at" bigint NOT NULL,
	"lease_token" text,
	"lease_owner" text,
	"lease_expires_at" bigint,
	"cancel_requested_at" bigint,
	"error_code" text,
	"error_message" text,
	"dedupe_key" text,
	"created_at" bigint NOT NULL,
	"started_at" bigint,
	"finished_at" bigint
);
--> statement-breakpoint
CREATE TABLE "renders" (
	"id" text PRIMARY KEY NOT NULL,
	"clip_id" text NOT NULL,
	"aspect" text NOT NULL,
	"status" text NOT NULL,
	"job_id" text,
	"duration_ms" bigint,
	"video_asset_id" text,
	"srt_asset_id" text,
	"vtt_asset_id" text,
	"poster_asset_id" text,
	"error_code" text,
	"error_message" text,
	"created_at" bigint NOT NULL,
	"finished_at" bigint
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transcript_segments" (
	"id" text PRIMARY KEY NOT NULL,
	"transcript_id" text NOT NULL,
	"position" integer NOT NULL,
	"start_ms" bigint NOT NULL,
	"end_ms" bigint NOT NULL,
	"text" text NOT NULL,
	"speaker" text,
	"words" jsonb
);
--> statement-breakpoint
CREATE TABLE "transcripts" (
	"id" text PRIMARY KEY NOT NULL,
	"episode_id" text NOT NULL,
	"language" text NOT NULL,
	"model" text NOT NULL,
	"engine" text NOT NULL,
	"duration_ms" bigint NOT NULL,
	"notes" jsonb,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"fingerprint" text,
	"tus" jsonb,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" text PRIMARY KEY NOT NULL,
	"pid" integer NOT NULL,
	"started_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"speech" jsonb
);
--> statement-breakpoint
ALTER TABLE "assets" ADD CONSTRAINT "assets_episode_id_episodes_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clips" ADD CONSTRAINT "clips_episode_id_episodes_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_clip_id_clips_id_fk" FOREIGN KEY ("clip_id") REFERENCES "public"."clips"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_episode_id_episodes_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renders" ADD CONSTRAINT "renders_clip_id_clips_id_fk" FOREIGN KEY ("clip_id") REFERENCES "public"."clips"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transcript_segments" ADD CONSTRAINT "transcript_segments_transcript_id_transcripts_id_fk" FOREIGN KEY ("transcript_id") REFERENCES "public"."transcripts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transcripts" ADD CONSTRAINT "transcripts_episode_id_episodes_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assets_episode_idx" ON "assets" USING btree ("episode_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "assets_path_unique" ON "assets" USING btree ("root","path");--> statement-breakpoint
CREATE UNIQUE INDEX "clips_rank_unique" ON "clips" USING btree ("episode_id","rank");--> statement-breakpoint
CREATE INDEX "episodes_created_idx" ON "episodes" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "feedback_clip_user_unique" ON "feedback" USING btree ("clip_id","user");--> statement-breakpoint
CREATE INDEX "jobs_claim_idx" ON "jobs" USING btree ("status","run_at");--> statement-breakpoint
CREATE INDEX "jobs_episode_idx" ON "jobs" USING btree ("episode_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_dedupe_unique" ON "jobs" USING btree ("dedupe_key") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "renders_clip_aspect_unique" ON "renders" USING btree ("clip_id","aspect");--> statement-breakpoint
CREATE UNIQUE INDEX "transcript_segments_position_unique" ON "transcript_segments" USING btree ("transcript_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "transcripts_episode_unique" ON "transcripts" USING btree ("episode_id");--> statement-breakpoint
CREATE INDEX "uploads_state_idx" ON "uploads" USING btree ("state","updated_at");