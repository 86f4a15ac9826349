CREATE TABLE "claims" (
	"reading" bigint NOT NULL,
	"id" text NOT NULL,
	"place" integer NOT NULL,
	"doc" text NOT NULL,
	"kind" text NOT NULL,
	"type" text NOT NULL,
	"actors" text[] NOT NULL,
	"start" integer NOT NULL,
	"stop" integer NOT NULL,
	"rule" text,
	"confidence" double precision,
	"evidence" text NOT NULL,
	"fields" json NOT NULL,
	CONSTRAINT "claims_reading_id_pk" PRIMARY KEY("reading","id")
);
--> statement-breakpoint
CREATE TABLE "heads" (
	"doc" text PRIMARY KEY NOT NULL,
	"reading" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "readings" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"doc" text NOT NULL,
	"report" text NOT NULL,
	"reader" text NOT NULL,
	"digest" text NOT NULL,
	"at" text
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" text PRIMARY KEY NOT NULL,
	"doc" text NOT NULL,
	"hash" text NOT NULL,
	"lang" text,
	"published" text,
	"published_why" text,
	"lower_day" text,
	"upper_day" text,
	"title" text,
	"url" text,
	"outlet" text,
	"origin" json NOT NULL,
	"notices" json NOT NULL,
	"received" text,
	"known_day" text
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"action" text NOT NULL,
	"targets" json NOT NULL,
	"from" json,
	"patch" json,
	"who" text NOT NULL,
	"at" text NOT NULL,
	"why" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signatures" (
	"hash" text PRIMARY KEY NOT NULL,
	"signature" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "texts" (
	"hash" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"escaped" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_reading_readings_seq_fk" FOREIGN KEY ("reading") REFERENCES "public"."readings"("seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_report_reports_id_fk" FOREIGN KEY ("report") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_hash_texts_hash_fk" FOREIGN KEY ("hash") REFERENCES "public"."texts"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "claims_id" ON "claims" USING btree ("id");--> statement-breakpoint
CREATE INDEX "claims_doc" ON "claims" USING btree ("doc");--> statement-breakpoint
CREATE INDEX "claims_actors" ON "claims" USING gin ("actors");--> statement-breakpoint
CREATE INDEX "claims_words" ON "claims" USING gin (to_tsvector('simple', "evidence"));--> statement-breakpoint
CREATE INDEX "readings_doc" ON "readings" USING btree ("doc","seq");--> statement-breakpoint
CREATE INDEX "reports_doc" ON "reports" USING btree ("doc");--> statement-breakpoint
CREATE INDEX "reports_known" ON "reports" USING btree ("known_day");--> statement-breakpoint
CREATE INDEX "reports_hash" ON "reports" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "reviews_at" ON "reviews" USING btree ("at");--> statement-breakpoint
CREATE INDEX "texts_words" ON "texts" USING gin (to_tsvector('simple', left("text", 200000)));