CREATE TABLE "folded" (
	"stamp" text NOT NULL,
	"place" integer NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"type" text NOT NULL,
	"involved" text[] NOT NULL,
	"fact" json NOT NULL,
	CONSTRAINT "folded_stamp_place_pk" PRIMARY KEY("stamp","place")
);
--> statement-breakpoint
CREATE TABLE "folds" (
	"stamp" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"record" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "folded" ADD CONSTRAINT "folded_stamp_folds_stamp_fk" FOREIGN KEY ("stamp") REFERENCES "public"."folds"("stamp") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "folded_kind" ON "folded" USING btree ("stamp","kind","type");--> statement-breakpoint
CREATE INDEX "folded_id" ON "folded" USING btree ("stamp","id");--> statement-breakpoint
CREATE INDEX "folded_involved" ON "folded" USING gin ("involved");