package io.eider.workspace.session;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random statements that write or read a table (id INTEGER key, v VARCHAR NOT NULL DEFAULT 'none', n DOUBLE); {@code T} is its name. */
final class RandomWrites {
    private static final int KEYS = 60;
    private static final int MANY = 3000;

    private final Random random;

    RandomWrites(Random random) {
        this.random = random;
    }

    String next() {
        return switch (random.nextInt(20)) {
            case 0, 1 -> "INSERT INTO T VALUES " + rows();
            case 2 -> "INSERT INTO T (n, id) VALUES (" + random.nextInt(9) + ", " + key() + ")";
            case 3 -> "INSERT INTO T BY NAME SELECT " + key() + " AS id, 'named' AS v";
            case 4 -> "INSERT INTO T VALUES " + rows() + " ON CONFLICT DO NOTHING";
            case 5 ->
                "INSERT INTO T AS x VALUES " + rows()
                        + " ON CONFLICT (id) DO UPDATE SET n = coalesce(x.n, 0) + 1, v = excluded.v WHERE x.id % 5 <> 0";
            case 6 -> "INSERT OR REPLACE INTO T VALUES " + rows() + " RETURNING id, v, n";
            case 7 -> "INSERT INTO T SELECT id + " + random.nextInt(2 * KEYS) + ", v, n FROM T WHERE id < " + key();
            case 8 -> "UPDATE T SET n = n + 1 WHERE id % " + (1 + random.nextInt(4)) + " = 0";
            case 9 -> "UPDATE T SET id = id + " + (random.nextInt(3) * KEYS) + " WHERE id = " + key();
            case 10 ->
                "UPDATE T AS x SET v = s.v FROM (VALUES " + pairs()
                        + ") s(id, v) WHERE x.id = s.id RETURNING x.id, x.v";
            case 11 ->
                "UPDATE T SET n = (SELECT max(o.id) FROM T o WHERE o.v = 'set'), v = " + text() + " WHERE id < "
                        + key();
            case 12 -> "DELETE FROM T WHERE id BETWEEN " + key() + " AND " + key();
            case 13 -> "DELETE FROM T AS x USING T AS y WHERE x.id = y.id + 1 AND y.v = 'named'";
            case 14 -> "WITH few AS (SELECT min(id) AS id FROM T) DELETE FROM T WHERE id IN (FROM few) RETURNING *";
            case 15, 16 ->
                "MERGE INTO T AS x USING (VALUES " + pairs() + ") s(id, v) ON x.id = s.id"
                        + " WHEN MATCHED AND x.n > 3 THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v, n = 7"
                        + " WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)";
            case 17 -> rare();
            default -> "SELECT count(*), sum(n), max(v) FROM T WHERE id > " + key();
        };
    }

    /** What is large, or fails. */
    private String rare() {
        return switch (random.nextInt(7)) {
            case 0 -> "INSERT INTO T (id) SELECT 1000 + i FROM range(" + MANY + ") r(i)";
            case 1 -> "DELETE FROM T WHERE id >= 1000";
            case 2 -> "TRUNCATE T";
            case 3 -> "UPDATE T SET nothing = 1";
            case 4 -> "UPDATE T SET v = NULL WHERE id = " + key();
            case 5 -> "INSERT INTO T (id, n) VALUES (" + key() + ", 'no number')";
            default -> "INSERT INTO T VALUES (" + key() + ", 'x', 1 / (SELECT count(*) FROM T WHERE false))";
        };
    }

    private int key() {
        return random.nextInt(KEYS);
    }

    private String text() {
        return List.of("'set'", "'a'", "'named'", "''", "'it''s'").get(random.nextInt(5));
    }

    private String rows() {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> "(" + key() + ", "
                        + (random.nextInt(15) == 0 ? "NULL" : random.nextInt(6) == 0 ? "DEFAULT" : text()) + ", "
                        + (random.nextInt(5) == 0 ? "NULL" : String.valueOf(random.nextInt(9))) + ")")
                .collect(Collectors.joining(", "));
    }

    /** Each key once. */
    private String pairs() {
        return random.ints(1 + random.nextInt(5), 0, KEYS)
                .distinct()
                .mapToObj(key -> "(" + key + ", " + text() + ")")
                .collect(Collectors.joining(", "));
    }
}
