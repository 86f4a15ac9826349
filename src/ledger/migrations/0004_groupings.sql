CREATE TABLE "grouped" (
	"stamp" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"types" text[] NOT NULL,
	"involved" text[] NOT NULL,
	"readings" bigint[] NOT NULL,
	"grouping" json NOT NULL,
	CONSTRAINT "grouped_stamp_id_pk" PRIMARY KEY("stamp","id")
);
--> statement-breakpoint
CREATE INDEX "grouped_involved" ON "grouped" USING gin ("involved") WITH (fastupdate=false);