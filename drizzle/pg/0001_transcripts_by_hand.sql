CREATE TABLE "shows" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"glossary" jsonb,
	"speakers" jsonb,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transcript_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"transcript_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"hunks" jsonb NOT NULL,
	"undone_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
DROP INDEX "transcripts_episode_unique";--> statement-breakpoint
ALTER TABLE "renders" ADD COLUMN "text_changed_at" bigint;--> statement-breakpoint
ALTER TABLE "transcripts" ADD COLUMN "origin" text DEFAULT 'speech' NOT NULL;--> statement-breakpoint
ALTER TABLE "transcripts" ADD COLUMN "file_name" text;--> statement-breakpoint
ALTER TABLE "transcripts" ADD COLUMN "settings" jsonb;--> statement-breakpoint
ALTER TABLE "transcripts" ADD COLUMN "revision" text;--> statement-breakpoint
ALTER TABLE "transcripts" ADD COLUMN "edited_at" bigint;--> statement-breakpoint
ALTER TABLE "transcripts" ADD COLUMN "kept_at" bigint;--> statement-breakpoint
ALTER TABLE "transcript_changes" ADD CONSTRAINT "transcript_changes_transcript_id_transcripts_id_fk" FOREIGN KEY ("transcript_id") REFERENCES "public"."transcripts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "shows_name_unique" ON "shows" USING btree ("name");--> statement-breakpoint
CREATE UNIQUE INDEX "transcript_changes_position_unique" ON "transcript_changes" USING btree ("transcript_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "transcripts_current_unique" ON "transcripts" USING btree ("episode_id") WHERE kept_at is null;--> statement-breakpoint
CREATE INDEX "transcripts_episode_idx" ON "transcripts" USING btree ("episode_id");