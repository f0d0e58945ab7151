ALTER TABLE "clips" ADD COLUMN "framing" jsonb;--> statement-breakpoint
ALTER TABLE "renders" ADD COLUMN "framing" jsonb;--> statement-breakpoint
ALTER TABLE "renders" ADD COLUMN "tighten" text;