CREATE TABLE "clip_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"clip_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"undone_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clips" ADD COLUMN "removed" jsonb;--> statement-breakpoint
ALTER TABLE "clips" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "renders" ADD COLUMN "shown" jsonb;--> statement-breakpoint
ALTER TABLE "clip_changes" ADD CONSTRAINT "clip_changes_clip_id_clips_id_fk" FOREIGN KEY ("clip_id") REFERENCES "public"."clips"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "clip_changes_position_unique" ON "clip_changes" USING btree ("clip_id","position");