CREATE TABLE "error_groups" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"place" text NOT NULL,
	"source" text NOT NULL,
	"count" integer NOT NULL,
	"first_seen_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"seen_at" bigint,
	"example" jsonb
);
--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "metrics" jsonb;--> statement-breakpoint
CREATE INDEX "error_groups_last_idx" ON "error_groups" USING btree ("last_seen_at");