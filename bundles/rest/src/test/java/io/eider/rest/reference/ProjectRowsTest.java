package io.eider.rest.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ColumnName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.rest.body.InvalidFields;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A status is one of the reference service's, or of the schema's own if it says which. */
class ProjectRowsTest {
    private static final Table TABLE = new Table(
            new TableId(new BucketId(new ProjectId("p"), BranchId.DEFAULT, "b"), "projects"),
            List.of(new Column(new ColumnName("status"), "VARCHAR", true, Optional.empty())),
            List.of(),
            0,
            0,
            1,
            Instant.EPOCH,
            TableSource.MAIN);

    private final ProjectRows rows = new ProjectRows(Clock.systemUTC());

    private Map<String, Object> row(String status, List<String> own) {
        return rows.row(TABLE, Map.of("status", status), field -> own);
    }

    @Test
    void statusIsOneOfTheReferences() {
        assertThat(row("ACTIVE", List.of())).containsEntry("status", "ACTIVE");
        assertThatThrownBy(() -> row("open", List.of())).isInstanceOf(InvalidFields.class);
    }

    @Test
    void statusIsOneOfTheSchemasOwn() {
        assertThat(row("open", List.of("open", "done"))).containsEntry("status", "open");
        assertThatThrownBy(() -> row("ACTIVE", List.of("open", "done")))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining("'open' or 'done'");
    }
}
