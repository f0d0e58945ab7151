ALTER TABLE "renders" ADD COLUMN "look" jsonb;--> statement-breakpoint
ALTER TABLE "shows" ADD COLUMN "brand" jsonb;