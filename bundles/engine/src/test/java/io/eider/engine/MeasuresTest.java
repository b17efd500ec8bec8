package io.eider.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.meter.Meters;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final TableId TABLE = new TableId(new BucketId(new ProjectId("p"), BranchId.DEFAULT, "b"), "t");

    @Test
    void metersThatFailSpoilNothing() {
        Measures measures = new Measures();
        measures.bindMeters((Meters) Proxy.newProxyInstance(
                Meters.class.getClassLoader(), new Class<?>[] {Meters.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("no meters today");
                }));
        TableLocks locks = new TableLocks(Duration.ofSeconds(5), 4, measures);
        for (int i = 0; i < 2; i++) {
            try (TableLocks.Held held = locks.lock(TABLE)) {
                assertThat(locks.active()).isEqualTo(1);
            }
        }
        assertThat(locks.active()).isZero();
        assertThat(measures.<Integer>query("read", () -> 42)).isEqualTo(42);
    }
}
