import { sql, type Kysely } from 'kysely';
import type { Tables } from '../schema.js';

/**
 * Words of prompts and answers, for SQLite alone. The index keeps no copy of the text (external content), and triggers
 * keep it true whoever writes, so that Datasette and `sqlite-utils` find it by themselves.
 *
 * It knows rows by their rowid. `VACUUM` keeps those of a table that has an index, which this one always has.
 */
export async function addFullTextSearch(database: Kysely<Tables>): Promise<void> {
  // In double quotes: Datasette 0.65 and sqlite-utils 4 know the index of a table by this very text in the schema.
  await sql`create virtual table requests_fts using fts5(prompt, response, content="requests")`.execute(database);
  await sql`create trigger requests_fts_insert after insert on requests begin
    insert into requests_fts (rowid, prompt, response) values (new.rowid, new.prompt, new.response);
  end`.execute(database);
  await sql`create trigger requests_fts_delete after delete on requests begin
    insert into requests_fts (requests_fts, rowid, prompt, response)
      values ('delete', old.rowid, old.prompt, old.response);
  end`.execute(database);
  await sql`create trigger requests_fts_update after update of prompt, response on requests begin
    insert into requests_fts (requests_fts, rowid, prompt, response)
      values ('delete', old.rowid, old.prompt, old.response);
    insert into requests_fts (rowid, prompt, response) values (new.rowid, new.prompt, new.response);
  end`.execute(database);
  await sql`insert into requests_fts (requests_fts) values ('rebuild')`.execute(database);
}
