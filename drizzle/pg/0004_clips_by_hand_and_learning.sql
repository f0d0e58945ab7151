CREATE TABLE "clip_events" (
	"id" text PRIMARY KEY NOT NULL,
	"clip_id" text NOT NULL,
	"episode_id" text NOT NULL,
	"user" text DEFAULT 'local' NOT NULL,
	"kind" text NOT NULL,
	"value" double precision,
	"signals" jsonb,
	"score" double precision NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clips" ADD COLUMN "origin" text DEFAULT 'suggested' NOT NULL;--> statement-breakpoint
ALTER TABLE "clips" ADD COLUMN "texts" jsonb;--> statement-breakpoint
ALTER TABLE "clips" ADD COLUMN "kept_at" bigint;--> statement-breakpoint
ALTER TABLE "clips" ADD COLUMN "edited_at" bigint;--> statement-breakpoint
CREATE INDEX "clip_events_created_idx" ON "clip_events" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "clip_events_clip_idx" ON "clip_events" USING btree ("clip_id","kind");