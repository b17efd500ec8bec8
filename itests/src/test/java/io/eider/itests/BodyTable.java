package io.eider.itests;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The JSON bodies of the API, field by field (storage contract, appendix B): a valid one of each, and what its fields are. */
final class BodyTable {
    private static final String P = "/projects/body1";
    private static final String BR = P + "/branches/default";
    private static final String BUCKET = BR + "/buckets/b";
    private static final String T = BUCKET + "/tables/t";

    private BodyTable() {}

    /**
     * A request body.
     *
     * @param schema its name in the OpenAPI document
     * @param method HTTP method
     * @param path a word with a dollar stands for an id that the server made
     * @param json a valid body with every field; apostrophes stand for quotes, a tilde for an apostrophe
     * @param fields all of them
     */
    record Body(String schema, String method, String path, String json, List<Field> fields) {
        @Override
        public String toString() {
            return schema + " " + path;
        }
    }

    /**
     * A field.
     *
     * @param pointer JSON pointer without the slash in front
     * @param need whether a body may be without it
     * @param kind what it holds
     */
    record Field(String pointer, Need need, Kind kind) {
        /** {@code name!NAME} is required, {@code name:TEXT} is not, {@code name?WORD} depends on the others. */
        static Field of(String text) {
            int mark = text.replaceAll("[!?]", ":").indexOf(':');
            Need need =
                    switch (text.charAt(mark)) {
                        case '!' -> Need.REQUIRED;
                        case '?' -> Need.DEPENDS;
                        default -> Need.OPTIONAL;
                    };
            return new Field(text.substring(0, mark), need, Kind.valueOf(text.substring(mark + 1)));
        }
    }

    /** Whether a field has to be there. */
    enum Need {
        REQUIRED,
        OPTIONAL,
        DEPENDS
    }

    /**
     * What a field holds. The letters say whether a text that is empty, long, of control characters, SQL, a path, of look-alike
     * letters is refused ({@code r}) or accepted ({@code a}), or whether it depends on the field ({@code e}).
     */
    enum Kind {
        NAME("rrrrrr"),
        WORD("rrrrrr"),
        SQL("rrrrrr"),
        SQL_OR_NONE("arrrrr"),
        FILENAME("rrrara"),
        COLUMN("rrraaa"),
        TEXT("araaaa"),
        LABEL("rrraaa"),
        VALUE("aaaaaa"),
        OPTION("errrrr"),
        NULL_TEXT("aeeeaa"),
        ANY_WORD("aaaaaa"),
        FILTER("rrrrre"),
        SOURCE("rreeee"),
        QUOTED("rreaaa"),
        SCALARS(""),
        BOOL(""),
        INT(""),
        LIST(""),
        OBJECT(""),
        MAP("");

        private final String texts;

        Kind(String texts) {
            this.texts = texts;
        }

        /** Whether it is a text at all. */
        boolean isText() {
            return !texts.isEmpty();
        }

        /** What becomes of a text of this group. */
        char outcome(int group) {
            return texts.charAt(group);
        }
    }

    /** All bodies. */
    static Stream<Body> bodies() {
        return Stream.of(
                        projects(),
                        tables(),
                        rows(),
                        transfers(),
                        snapshots(),
                        branches(),
                        workspaces(),
                        reference(),
                        schemas())
                .flatMap(List::stream);
    }

    private static List<Body> projects() {
        return List.of(
                body(
                        "ProjectCreate POST /projects",
                        "{'id':'body3','name':'n','settings':{'a':1}}",
                        "id!NAME name:TEXT settings:OBJECT"),
                body("ProjectUpdate PUT " + P, "{'name':'n','settings':{'a':1}}", "name:TEXT settings:OBJECT"),
                body(
                        "ApiKeyCreate POST " + P + "/api-keys",
                        "{'description':'d','branch_id':'$BRANCH','scope':'branch_read','expires_in_days':5}",
                        "description!TEXT branch_id?NAME scope?WORD expires_in_days:INT"),
                body(
                        "BucketCreate POST " + BR + "/buckets",
                        "{'name':'fresh','description':'d'}",
                        "name!NAME description:TEXT"),
                body(
                        "BucketShare POST " + BUCKET + "/share",
                        "{'target_project_id':'body2'}",
                        "target_project_id!NAME"),
                body(
                        "BucketLink POST " + BR + "/buckets/linked/link",
                        "{'source_project_id':'body2','source_bucket_name':'shared'}",
                        "source_project_id!NAME source_bucket_name!NAME"));
    }

    private static List<Body> tables() {
        return List.of(
                body(
                        "TableCreate POST " + BUCKET + "/tables",
                        "{'name':'fresh','columns':[{'name':'id','type':'INTEGER','nullable':true,'default':'1'},"
                                + "{'name':'k','type':'INTEGER'}],'primary_key':['k']}",
                        "name!NAME columns!LIST columns/0!OBJECT columns/0/name!COLUMN columns/0/type!SQL"
                                + " columns/0/nullable:BOOL columns/0/default:SQL primary_key:LIST"
                                + " primary_key/0!WORD"),
                body(
                        "AddColumn POST " + T + "/columns",
                        "{'name':'c','type':'INTEGER','nullable':true,'default':'1'}",
                        "name!COLUMN type!SQL nullable:BOOL default:SQL"),
                body(
                        "AlterColumn PUT " + T + "/columns/v",
                        "{'new_name':'w','new_type':'VARCHAR','set_not_null':false,'set_default':'~x~','force':false}",
                        "new_name:COLUMN new_type:SQL set_not_null:BOOL set_default:SQL_OR_NONE force:BOOL"),
                body("SetPrimaryKey POST " + T + "/primary-key", "{'columns':['id']}", "columns!LIST columns/0!WORD"));
    }

    private static List<Body> rows() {
        return List.of(
                body("DeleteRows DELETE " + T + "/rows", "{'where_clause':'id = 1'}", "where_clause!SQL"),
                body(
                        "InsertRows POST " + T + "/rows",
                        "{'rows':[{'id':7,'v':'x'}],'dedup_mode':'insert_duplicates'}",
                        "rows!LIST rows/0!OBJECT rows/0/v:VALUE dedup_mode:WORD"),
                body(
                        "UpdateRows PATCH " + T + "/rows",
                        "{'where_clause':'id = 1','set':{'v':'x'},'set_expressions':{'id':'id'}}",
                        "where_clause!SQL set:OBJECT set/v:VALUE set_expressions:MAP set_expressions/id?SQL"));
    }

    private static List<Body> transfers() {
        return List.of(
                body(
                        "FilePrepare POST " + P + "/files/prepare",
                        "{'filename':'a.csv','content_type':'text/csv','size_bytes':5,'tags':{'a':'b'}}",
                        "filename!FILENAME content_type:TEXT size_bytes:INT tags:MAP tags/a?TEXT"),
                body(
                        "FileRegister POST " + P + "/files",
                        "{'upload_key':'$UPLOAD','name':'b.csv','tags':{'a':'b'}}",
                        "upload_key!NAME name:FILENAME tags:MAP tags/a?TEXT"),
                body(
                        "ImportFromFile POST " + T + "/import/file",
                        "{'file_id':'$FILE','format':'csv','csv_options':{'delimiter':',','quote':'`','escape':'`',"
                                + "'header':true,'null_string':'NULL'},'import_options':{'incremental':false,"
                                + "'dedup_mode':'insert_duplicates','columns':['id','v']}}",
                        "file_id!NAME format:WORD csv_options:OBJECT csv_options/delimiter:OPTION"
                                + " csv_options/quote:OPTION csv_options/escape:OPTION csv_options/header:BOOL"
                                + " csv_options/null_string:NULL_TEXT import_options:OBJECT"
                                + " import_options/incremental:BOOL import_options/dedup_mode:ANY_WORD"
                                + " import_options/columns:LIST import_options/columns/0!WORD"),
                body(
                        "Export POST " + T + "/export",
                        "{'format':'csv','compression':'gzip','columns':['id'],'where_filter':'id = 1','limit':1}",
                        "format:WORD compression:WORD columns:LIST columns/0!WORD where_filter:SQL limit:INT"));
    }

    private static List<Body> snapshots() {
        return List.of(
                body(
                        "SnapshotConfig PUT " + P + "/settings/snapshots",
                        "{'auto_snapshot_triggers':{'drop_table':true,'truncate_table':true,'delete_all_rows':true,"
                                + "'drop_column':true},'retention':{'manual_days':5,'auto_days':5},'enabled':true}",
                        "auto_snapshot_triggers:OBJECT auto_snapshot_triggers/drop_table:BOOL"
                                + " auto_snapshot_triggers/truncate_table:BOOL"
                                + " auto_snapshot_triggers/delete_all_rows:BOOL"
                                + " auto_snapshot_triggers/drop_column:BOOL retention:OBJECT"
                                + " retention/manual_days:INT retention/auto_days:INT enabled:BOOL"),
                body(
                        "SnapshotCreate POST " + BR + "/snapshots",
                        "{'bucket':'b','table':'t','description':'d'}",
                        "bucket!NAME table!NAME description:TEXT"),
                body(
                        "SnapshotRestore POST " + BR + "/snapshots/$SNAPSHOT/restore",
                        "{'target_bucket':'b','target_table':'restored'}",
                        "target_bucket:NAME target_table:NAME"));
    }

    private static List<Body> branches() {
        return List.of(
                body(
                        "BranchCreate POST " + P + "/branches",
                        "{'name':'n','description':'d'}",
                        "name!LABEL description:TEXT"),
                body(
                        "BranchMerge POST " + P + "/branches/$BRANCH/merge",
                        "{'tables':[{'bucket':'b','table':'merged'}],'on_conflict':'overwrite','dry_run':true}",
                        "tables!LIST tables/0!OBJECT tables/0/bucket!NAME tables/0/table!NAME on_conflict:WORD"
                                + " dry_run:BOOL"));
    }

    private static List<Body> workspaces() {
        String workspace = P + "/workspaces/$WORKSPACE";
        return List.of(
                body(
                        "WorkspaceCreate POST " + P + "/workspaces",
                        "{'name':'w','ttl_hours':5,'size_limit_gb':10,'preload_tables':['b.t'],"
                                + "'grants':[{'table':'b.t','permission':'read'}]}",
                        "name!TEXT ttl_hours:INT size_limit_gb:INT preload_tables:LIST preload_tables/0!NAME"
                                + " grants:LIST grants/0!OBJECT grants/0/table!NAME grants/0/permission:WORD"),
                body(
                        "WorkspaceLoad POST " + workspace + "/load",
                        "{'tables':[{'source':'b.t','destination':'d','columns':['id'],'where':'id = 1'}]}",
                        "tables!LIST tables/0!OBJECT tables/0/source?SOURCE tables/0/destination:QUOTED tables/0/columns:LIST"
                                + " tables/0/columns/0!ANY_WORD tables/0/where:FILTER"),
                body(
                        "WorkspaceQuery POST " + workspace + "/query",
                        "{'sql':'SELECT $1','parameters':[1],'max_rows':1,'max_bytes':100,'timeout_seconds':5,'session_id':'$SESSION'}",
                        "sql!SQL_OR_NONE parameters?SCALARS max_rows:INT max_bytes:INT timeout_seconds:INT session_id:NAME"),
                body(
                        "WorkspaceUnload POST " + workspace + "/unload",
                        "{'query':'SELECT 1 AS id, ~x~ AS v','bucket':'b','target_table':'t','branch':'default','incremental':false,"
                                + "'dedup_mode':'insert_duplicates','columns':['id']}",
                        "query?SQL table?SQL bucket!NAME target_table!NAME branch:NAME incremental:BOOL dedup_mode:ANY_WORD columns:LIST columns/0!WORD"));
    }

    /** Of the server whose reference endpoints serve this project. */
    private static List<Body> reference() {
        return List.of(
                body("LogLevelUpdate POST /admin/logging/level", "{'level':'INFO'}", "level!WORD"),
                body("ColumnTypes PUT /admin/tables/projects", "{'extra':'INTEGER'}", "extra?SQL"),
                body(
                        "ProjectRow POST /ops/projects",
                        "{'project_name':'n','description':'d','total_amount':1.5,'maturity_years':3,'expected_tri':1.5,'dscr':1.5}",
                        "project_name?VALUE description:VALUE"));
    }

    private static List<Body> schemas() {
        String document =
                "'{`columns`:[{`name`:`id`,`type`:`INTEGER`},{`name`:`v`,`type`:`VARCHAR`,`required`:false}]}'";
        return List.of(
                body(
                        "SchemaRegister POST /ontology/schemas",
                        "{'schema_id':'body','media_type':'application/json','document':" + document + "}",
                        "schema_id!NAME media_type:ANY_WORD document?WORD"),
                body(
                        "SchemaValidate POST /ontology/schemas/body/validate",
                        "{'media_type':'application/json','document':" + document + "}",
                        "media_type:ANY_WORD document?WORD"),
                body(
                        "SchemaValidate POST /ontology/schemas/body/validate",
                        "{'rows':[{'id':1,'v':'a'}],'version':1}",
                        "rows!LIST rows/0!OBJECT rows/0/v:VALUE version:INT"),
                body(
                        "TableBind POST /ontology/bindings",
                        "{'project_id':'body1','bucket_name':'b','table_name':'bound','schema_id':'body','version':1,'policy':'safe','validation':'warn'}",
                        "project_id!NAME bucket_name!NAME table_name!NAME schema_id!NAME version:INT policy:WORD validation:WORD"),
                body(
                        "SchemaBind POST " + BUCKET + "/tables/bound/ontology",
                        "{'schema_id':'body','version':1,'policy':'safe','validation':'warn'}",
                        "schema_id!NAME version:INT policy:WORD validation:WORD"),
                body(
                        "MigrationApply POST " + BUCKET + "/tables/followed/ontology/migrations",
                        "{'migration_id':'$MIGRATION'}",
                        "migration_id!INT"));
    }

    private static Body body(String request, String json, String fields) {
        String[] words = request.split(" ");
        List<Field> parsed = Arrays.stream(fields.split(" ")).map(Field::of).toList();
        return new Body(words[0], words[1], words[2], json, parsed);
    }
}
