package io.eider.console;

import static io.eider.console.TableFixture.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.ProjectId;
import io.eider.api.storage.Bucket;
import io.eider.api.storage.SharedBucket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BucketCommandsTest {
    private static final Bucket SALES =
            new Bucket(BUCKET, 4, Optional.of("all\u001b[2J sales"), Instant.EPOCH, Optional.empty());

    private final CommandsFixture console = new CommandsFixture();

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void createsListsAndDeletesBuckets() {
        console.script
                .answer("buckets.create", SALES)
                .answer("buckets.list", List.of(SALES))
                .answer("buckets.get", SALES)
                .allow("buckets.drop");
        assertThat(console.run("eider:bucket-create --description 'all sales' p in.c-sales"))
                .isEqualTo("Made bucket in.c-sales.");
        assertThat(console.run("eider:bucket-list p")).contains("in.c-sales").doesNotContain("\u001b");
        assertThat(console.failure("eider:bucket-delete p in.c-sales"))
                .isEqualTo(
                        "Error: Delete bucket in.c-sales with 4 tables?" + " There is no terminal to ask; say --force");
        assertThat(console.script.calls).noneMatch(call -> call.startsWith("buckets.drop"));
        console.run("eider:bucket-delete --force p in.c-sales");
        console.run("eider:bucket-delete --force --cascade p in.c-sales");
        assertThat(console.script.calls)
                .filteredOn(call -> call.startsWith("buckets.drop"))
                .satisfiesExactly(call -> assertThat(call).endsWith(" RESTRICT"), call -> assertThat(call)
                        .endsWith(" CASCADE"));
    }

    @Test
    void sharesABucketAndTakesItBack() {
        console.script
                .answer("sharing.share", List.of(new ProjectId("q"), new ProjectId("r")))
                .allow("sharing.unshare");
        assertThat(console.run("eider:bucket-share p in.c-sales q"))
                .isEqualTo("Bucket in.c-sales is shared with [q, r].");
        assertThat(console.run("eider:bucket-unshare --json p in.c-sales q")).isEqualTo("{\"unshared\":\"q\"}");
        assertThat(console.script.calls)
                .containsExactly("sharing.share " + BUCKET + " q", "sharing.unshare " + BUCKET + " q");
    }

    @Test
    void linksABucketAndTakesTheLinkAway() {
        console.script.answer("sharing.link", SALES).allow("sharing.unlink");
        assertThat(console.run("eider:bucket-link q in.c-seen p in.c-sales"))
                .isEqualTo("Bucket in.c-seen shows 4 tables of p.in.c-sales.");
        assertThat(console.run("eider:bucket-unlink q in.c-seen"))
                .isEqualTo("Bucket in.c-seen is not linked any more.");
        assertThat(console.script.calls.get(0)).endsWith(BUCKET + " ANY");
    }

    @Test
    void listsWhatIsOffered() {
        console.script.answer(
                "sharing.offered",
                List.of(new SharedBucket(BUCKET, SALES.description(), Instant.EPOCH, List.of("in.c-a", "in.c-b"))));
        assertThat(console.lean("eider:shared-bucket-list q"))
                .contains("p | in.c-sales | all?[2J sales | in.c-a, in.c-b");
        assertThat(console.run("eider:shared-bucket-list --json q"))
                .isEqualTo("[{\"source_project_id\":\"p\",\"source_bucket_name\":\"in.c-sales\","
                        + "\"description\":\"all\\u001b[2J sales\",\"shared_at\":\"1970-01-01T00:00:00Z\","
                        + "\"linked_as\":[\"in.c-a\",\"in.c-b\"]}]");
    }
}
