package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ColumnName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnProfile;
import io.eider.api.storage.ProfileMode;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableProfile;
import io.eider.api.storage.TableSource;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
    private static final String PROFILE = "/projects/p1/branches/default/buckets/in_c_a/tables/t/profile";
    private static final Column TIME = new Column(new ColumnName("at"), "TIMESTAMP", true, Optional.empty());

    @TempDir
    static Path root;

    private static RestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RestServer(root);
        server.createTable();
        server.storage.profile =
                new TableProfile(table(), List.of(times()), new BigDecimal("100.0"), List.of(), List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyMemberIsPresentAndNullWhereItDoesNotApply() throws Exception {
        HttpResponse<String> answer = server.post(PROFILE, MemoryAuth.ADMIN, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"table_name\":\"t\",\"bucket_name\":\"in_c_a\",\"row_count\":2,\"column_count\":1,"
                        + "\"statistics\":[{\"column_name\":\"at\",\"column_type\":\"TIMESTAMP\","
                        + "\"min\":\"2024-01-02T03:04:05\",\"max\":\"2024-01-02T03:04:05\",\"approx_unique\":1,"
                        + "\"cardinality_ratio\":1.0,\"cardinality_class\":\"unique\",\"count\":1,"
                        + "\"null_percentage\":50.0,\"avg\":null,\"std\":null,\"skewness\":null,\"kurtosis\":null,"
                        + "\"q01\":null,\"q05\":null,\"q25\":null,\"q50\":null,\"q75\":null,\"q95\":null,\"q99\":null,"
                        + "\"outlier_count\":null,\"outlier_lower_bound\":null,\"outlier_upper_bound\":null,"
                        + "\"histogram\":{\"1\":2},\"avg_length\":null,\"min_length\":null,\"max_length\":null,"
                        + "\"empty_count\":null,\"whitespace_only_count\":null,\"detected_patterns\":null}],"
                        + "\"quality_score\":100.0,\"quality_issues\":null,\"correlations\":null}");
    }

    @Test
    void modeIsOneOfFour() throws Exception {
        for (ProfileMode mode : ProfileMode.values()) {
            HttpResponse<String> answer = server.post(PROFILE + "?mode=" + mode.wireName(), MemoryAuth.ADMIN, "");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(server.storage.profiled).isEqualTo(mode);
        }
        for (String mode : List.of("BASIC", "all", "")) {
            HttpResponse<String> answer = server.post(PROFILE + "?mode=" + mode, MemoryAuth.ADMIN, "");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body())
                    .contains("\"type\":\"literal_error\",\"loc\":[\"query\",\"mode\"]")
                    .contains("'basic', 'full', 'distribution' or 'quality'");
        }
    }

    private static Table table() {
        TableId id = new TableId(new BucketId(new ProjectId("p1"), BranchId.DEFAULT, "in_c_a"), "t");
        return new Table(id, List.of(TIME), List.of(), 2, 1, 1, MemoryStorage.CREATED, TableSource.MAIN);
    }

    private static ColumnProfile times() {
        Object moment = LocalDateTime.of(2024, 1, 2, 3, 4, 5);
        return new ColumnProfile(
                TIME,
                Optional.of(moment),
                Optional.of(moment),
                1,
                new BigDecimal("1.0000"),
                "unique",
                1,
                Optional.of(new BigDecimal("50.00")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Map.of("1", 2L)));
    }
}
