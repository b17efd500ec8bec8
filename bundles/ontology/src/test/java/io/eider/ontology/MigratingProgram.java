package io.eider.ontology;

import static io.eider.ontology.OntologyFixture.TABLE;

import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.MigrationPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Migrates a table from one random schema to the next until it is killed. Each version of the table's file is linked into a journal first:
 * published files are never modified.
 */
final class MigratingProgram {
    private static final int ROWS = 500;

    private final OntologyFixture t;
    private final Path journal;
    private final SplittableRandom random;

    private MigratingProgram(OntologyFixture t, Path journal, SplittableRandom random) {
        this.t = t;
        this.journal = journal;
        this.random = random;
    }

    /** Takes the data directory, the journal's directory and a seed; says a line when it begins and after each migration. */
    public static void main(String[] arguments) throws IOException {
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[2]));
        try (OntologyFixture t = new OntologyFixture(Path.of(arguments[0]))) {
            say("begins");
            t.ontology.resume();
            new MigratingProgram(t, Path.of(arguments[1]), random).run();
        }
    }

    private static void say(String line) {
        // CHECKSTYLE-OFF: standardStreams
        System.out.println(line);
        // CHECKSTYLE-ON: standardStreams
    }

    private void run() throws IOException {
        RandomSchemas schemas = new RandomSchemas(random);
        t.register(schemas.next());
        if (t.ontology.binding(TABLE).isEmpty()) {
            t.ontology.bind(TABLE, "s", OptionalInt.empty(), MigrationPolicy.PLAN_ONLY);
        }
        for (int i = 0; ; i++) {
            if (i % 6 == 0) {
                t.storage.rows().truncate(TABLE);
                t.insert(schemas.rows(t.table(), ROWS));
            }
            note();
            migrate();
            say("migrated");
            t.register(schemas.next());
        }
    }

    private void migrate() throws IOException {
        Migration planned = t.ontology.plan(TABLE, "test");
        if (planned.changeClass() == ChangeClass.BLOCKED) {
            t.storage.rows().truncate(TABLE); // then nothing is in the way
            note();
            planned = t.ontology.plan(TABLE, "test");
        }
        if (planned.changeClass() == ChangeClass.DESTRUCTIVE) {
            t.ontology.approve(planned.id(), "test");
        }
        t.ontology.apply(planned.id());
        note();
        if (planned.changeClass() == ChangeClass.DESTRUCTIVE && random.nextInt(2) == 0) {
            t.ontology.rollback(planned.id());
            note();
        }
    }

    private void note() throws IOException {
        Path link = journal.resolve(Long.toString(t.table().version()));
        if (!Files.exists(link)) {
            Files.createLink(link, t.layout.tableFile(TABLE));
        }
    }
}
