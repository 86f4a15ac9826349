ALTER TABLE "reports" ADD COLUMN "modified" text;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "credits" json;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "made" json;