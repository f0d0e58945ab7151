CREATE TABLE "storage_log" (
	"id" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"trigger" text NOT NULL,
	"reason" text NOT NULL,
	"episode_id" text,
	"title" text,
	"files" integer NOT NULL,
	"bytes" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "storage_reservations" (
	"id" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"episode_id" text NOT NULL,
	"bytes" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "episodes" ADD COLUMN "trashed_at" bigint;--> statement-breakpoint
ALTER TABLE "episodes" ADD COLUMN "archived_at" bigint;--> statement-breakpoint
CREATE INDEX "storage_log_at_idx" ON "storage_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "storage_reservations_episode_idx" ON "storage_reservations" USING btree ("episode_id");