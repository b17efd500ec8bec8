package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@code ./run --demo} shows. */
class DemoIT {
    private static final Duration LONGEST = Duration.ofSeconds(180);

    @Test
    void demonstrationLoadsAndExportsTheShippedFileAndTheServerGoesOn() {
        try (EiderProcess eider = EiderProcess.configure().launch("--demo")) {
            awaitEnd(eider);
            assertThat(eider.stdout())
                    .contains("export EIDER=" + eider.base(), "export ADMIN_KEY=" + eider.adminKey())
                    .contains("\"imported_rows\":12000", "\"rows_exported\":12000", "beginning with PAR1")
                    .contains(
                            "\"$EIDER/projects/demo/branches/default/buckets/in_c_shop/tables/orders/preview?limit=3\"");
            assertThat(eider.stderr()).isEmpty();
            assertThat(eider.admin()
                            .get("/projects/demo/stats")
                            .expect(200)
                            .json()
                            .path("table_count")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void demonstrationRunsAgainWithoutAKeyGiven() {
        try (EiderProcess first =
                EiderProcess.configure().without("ADMIN_API_KEY").launch("--demo")) {
            awaitEnd(first);
            assertThat(first.stdout()).containsPattern("export ADMIN_KEY=eider_admin_[0-9a-f]{32}\n");
            first.stop();
            try (EiderProcess second = first.again("--demo")) {
                awaitEnd(second);
                assertThat(second.stdout()).containsPattern("export ADMIN_KEY=eider_demo_[0-9a-f]{32}\n");
                assertThat(second.stdout()).contains("$EIDER/projects/demo2/");
            }
        }
    }

    private static void awaitEnd(EiderProcess eider) {
        Deadline.await("end of the demonstration", LONGEST, () -> {
            if (!eider.stderr().isEmpty()) {
                throw new AssertionError(eider.stdout() + eider.stderr());
            }
            return eider.stdout().contains("Ctrl-C ends it.");
        });
    }
}
