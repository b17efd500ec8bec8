package io.eider.storage;

import static io.eider.storage.StorageFixture.ORDERS;
import static io.eider.storage.StorageFixture.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.api.storage.StorageTotals;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TotalsTest {
    @TempDir
    Path directory;

    @Test
    void totalsCountWhatIsThere() throws Exception {
        try (StorageFixture server = new StorageFixture(directory).withBucket()) {
            server.createOrders();
            BranchId branch = server.storage
                    .branches()
                    .create(PROJECT, "dev", Optional.empty())
                    .id();
            TableId ofBranch =
                    new TableId(new BucketId(PROJECT, branch, ORDERS.bucket().name()), ORDERS.name());
            server.writer().amend(ofBranch, (session, table) -> null);
            server.storage.snapshots().create(ORDERS, Optional.empty());
            server.storage.tables().drop(ORDERS);
            StorageTotals totals = server.storage.backend().totals();
            assertThat(totals.projects()).isEqualTo(1);
            assertThat(totals.branches()).isEqualTo(1);
            assertThat(totals.branchTables()).isEqualTo(1);
            assertThat(totals.shares() + totals.links() + totals.files() + totals.openUploads())
                    .isZero();
            assertThat(totals.snapshots()).isEqualTo(Map.of("manual", 1L, "auto_predrop", 1L));
            assertThat(totals.snapshotBytes()).isPositive();
        }
    }
}
