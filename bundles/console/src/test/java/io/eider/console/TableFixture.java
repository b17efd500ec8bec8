package io.eider.console;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ColumnName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A table of three rows. */
final class TableFixture {
    static final BucketId BUCKET = new BucketId(new ProjectId("p"), BranchId.DEFAULT, "in.c-sales");
    static final Column ID = new Column(new ColumnName("id"), "BIGINT", false, Optional.empty());
    static final Column NAME = new Column(new ColumnName("name"), "VARCHAR", true, Optional.of("'x'"));
    static final Table TABLE = new Table(
            new TableId(BUCKET, "orders"),
            List.of(ID, NAME),
            List.of("id"),
            3,
            2_048,
            7,
            Instant.EPOCH,
            TableSource.MAIN);

    private TableFixture() {}
}
