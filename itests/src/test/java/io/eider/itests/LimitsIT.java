package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.itests.EiderClient.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of what a caller chooses: one less, exactly, one more. */
@ExtendWith(SharedEider.class)
class LimitsIT {
    private static final String P = "/projects/limits";
    private static final String B = P + "/branches/default/buckets";

    private static EiderClient admin;
    private static AttackedProject mine;

    @BeforeAll
    static void prepare(EiderProcess eider) {
        admin = eider.admin();
        mine = new AttackedProject(admin, "limits", "");
    }

    @AfterAll
    static void drop() {
        mine.drop();
    }

    @ParameterizedTest
    @CsvSource({
        B + "/b/tables/t/preview?limit=, 1, 10000",
        "/projects/limits/files?limit=, 1, 1000",
        "/projects/limits/branches?limit=, 1, 1000",
        "/projects/limits/operations?limit=, 1, 1000",
        "/projects/limits/branches/default/snapshots?limit=, 1, 1000",
        "/projects/limits/files?offset=, 0, 2147483647"
    })
    void pageIsWithinItsBounds(String path, long least, long most) {
        EiderClient owner = mine.owner();
        for (long good : new long[] {least, least + 1, most - 1, most}) {
            owner.get(path + good).expect(200);
        }
        for (long bad : new long[] {least - 1, most + 1}) {
            assertThat(owner.get(path + bad)
                            .expect(422)
                            .json()
                            .at("/detail/0/loc/0")
                            .asText())
                    .isEqualTo("query");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/projects, id, 64, invalid_name",
        B + ", name, 128, invalid_name",
        B + "/b/tables, name, 128, invalid_name",
        B + "/b/tables/t/columns, name, 128, invalid_name",
        "/projects/limits/files/prepare, filename, 200, invalid_name"
    })
    void nameIsAtMostAsLongAsItsBound(String path, String field, int most, String error) {
        for (int length : new int[] {most - 1, most}) {
            String name = "n".repeat(length);
            Reply reply = post(path, field, name);
            assertThat(reply.status()).as(reply.text()).isIn(200, 201);
            if (path.equals("/projects")) {
                admin.delete("/projects/" + name).expect(204);
            }
        }
        String before = mine.listing();
        assertThat(post(path, field, "n".repeat(most + 1)).expect(400).error()).isEqualTo(error);
        assertThat(mine.listing()).isEqualTo(before);
    }

    private static Reply post(String path, String field, String name) {
        Object columns = new Object[] {Map.of("name", "a", "type", "INTEGER")};
        EiderClient client = path.equals("/projects") ? admin : mine.owner();
        return client.post(
                path,
                path.endsWith("/tables")
                        ? Map.of(field, name, "columns", columns)
                        : Map.of(field, name, "type", "INTEGER"));
    }

    @ParameterizedTest
    @CsvSource({"0, 422", "1, 201", "2, 201", "364, 201", "365, 201", "366, 422"})
    void keyLivesADayToAYear(int days, int status) {
        mine.owner()
                .post(P + "/api-keys", Map.of("description", "d", "expires_in_days", days))
                .expect(status);
    }

    @ParameterizedTest
    @CsvSource({"0, 400", "1, 200", "2, 200", "3649, 200", "3650, 200", "3651, 400"})
    void snapshotsAreKeptADayToTenYears(int days, int status) {
        for (String member : new String[] {"manual_days", "auto_days"}) {
            mine.owner()
                    .put(P + "/settings/snapshots", Map.of("retention", Map.of(member, days)))
                    .expect(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"9999999, 400", "10000000, 400", "10000001, 413"})
    void bodyIsAtMostTenMegabytes(int bytes, int status) {
        String empty = "{\"name\":\"\"}";
        mine.owner().post(B, Map.of("name", "-".repeat(bytes - empty.length()))).expect(status);
    }

    @ParameterizedTest
    @CsvSource({"65535, 200", "65536, 200", "65537, 400"})
    void filterIsAtMostSoLong(int chars, int status) {
        String filter = "v = '" + "x".repeat(chars - 6) + "'";
        assertThat(filter).hasSize(chars);
        mine.owner()
                .post(B + "/b/tables/t/export", Map.of("where_filter", filter))
                .expect(status);
    }
}
