package io.eider.itests;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A project with one of everything, and what its lists show. Immutable. */
final class AttackedProject {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");
    private static final String BUCKET = "b";
    private static final String TABLE = "t";

    private final EiderClient admin;
    private final EiderClient owner;
    private final Map<String, String> ids = new HashMap<>();

    /**
     * Makes it.
     *
     * @param suffix of every id that a caller chooses, so that those of two projects differ
     */
    AttackedProject(EiderClient admin, String project, String suffix) {
        this.admin = admin;
        this.owner = admin.createProject(project);
        ids.put("project_id", project);
        ids.put("bucket_name", BUCKET + suffix);
        ids.put("table_name", TABLE + suffix);
        ids.put("column", "v" + suffix);
        TableRef table = new TableRef(project, BUCKET + suffix, TABLE + suffix);
        owner.createBucket(project, table.bucket());
        owner.createTable(table, List.of("id INTEGER", "v" + suffix + " VARCHAR"), List.of());
        owner.importCsv(table, "id,v" + suffix + "\n1,a\n").expect(200);
        ids.put("file_id", owner.upload(project, "f.csv", "id,v" + suffix + "\n2,b\n"));
        ids.put("branch_id", made("/branches", Map.of("name", "dev")));
        ids.put("key_id", made("/api-keys", Map.of("description", "d")));
        ids.put(
                "snapshot_id",
                made("/branches/default/snapshots", Map.of("bucket", table.bucket(), "table", table.table())));
        JsonNode prepared = owner.prepare(project, "g.csv");
        owner.uploadTo(prepared.path("upload_url").asText(), "g.csv", "x").expect(200);
        ids.put("upload_key", prepared.path("upload_key").asText());
    }

    private String made(String path, Object body) {
        return owner.post(path() + path, body).expect(201).json().path("id").asText();
    }

    /** A client with its key. */
    EiderClient owner() {
        return owner;
    }

    /** Its path. */
    String path() {
        return "/projects/" + ids.get("project_id");
    }

    /** Its ids by the names that the OpenAPI document gives them. */
    Map<String, String> ids() {
        return Map.copyOf(ids);
    }

    /** A text with its ids for {@code {bucket_name}} and the like. */
    String filled(String template) {
        return VARIABLE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(ids.getOrDefault(found.group(1), found.group())));
    }

    /** What its lists show, without when a key was last used. */
    String listing() {
        StringBuilder all = new StringBuilder();
        String buckets = "{p}/branches/default/buckets";
        for (String path : List.of(
                "{p}",
                "{p}/api-keys",
                "{p}/branches",
                "{p}/files",
                "{p}/settings/snapshots",
                "{p}/branches/default/snapshots",
                "{p}/shared-buckets",
                buckets,
                buckets + "/{bucket_name}/settings/snapshots",
                buckets + "/{bucket_name}/tables",
                buckets + "/{bucket_name}/tables/{table_name}",
                buckets + "/{bucket_name}/tables/{table_name}/preview",
                buckets + "/{bucket_name}/tables/{table_name}/settings/snapshots")) {
            Reply reply = owner.get(filled(path.replace("{p}", path())));
            all.append(path).append(' ').append(reply.expect(200).text()).append('\n');
        }
        for (JsonNode project :
                admin.get("/projects?limit=1000").expect(200).json().path("projects")) {
            all.append(project.path("id")).append(' ');
        }
        return all.toString().replaceAll("\"last_used_at\":(null|\"[^\"]*\")", "");
    }

    /** Drops it. */
    void drop() {
        admin.delete(path()).expect(204);
    }
}
