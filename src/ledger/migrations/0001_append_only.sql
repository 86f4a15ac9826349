-- The record is append-only: what was once written is neither changed nor taken away.
CREATE FUNCTION foedera_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME;
END
$$;
--> statement-breakpoint
CREATE TRIGGER reports_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "reports" FOR EACH STATEMENT EXECUTE FUNCTION foedera_append_only();
--> statement-breakpoint
CREATE TRIGGER readings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "readings" FOR EACH STATEMENT EXECUTE FUNCTION foedera_append_only();
--> statement-breakpoint
CREATE TRIGGER claims_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "claims" FOR EACH STATEMENT EXECUTE FUNCTION foedera_append_only();
--> statement-breakpoint
CREATE TRIGGER reviews_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "reviews" FOR EACH STATEMENT EXECUTE FUNCTION foedera_append_only();
--> statement-breakpoint
CREATE TRIGGER texts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "texts" FOR EACH STATEMENT EXECUTE FUNCTION foedera_append_only();
