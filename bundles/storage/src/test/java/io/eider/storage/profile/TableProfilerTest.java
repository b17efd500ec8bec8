package io.eider.storage.profile;

import static io.eider.storage.StorageFixture.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnProfile;
import io.eider.api.storage.ColumnProfile.NumericProfile;
import io.eider.api.storage.ColumnProfile.Pattern;
import io.eider.api.storage.ColumnProfile.TextProfile;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.ProfileMode;
import io.eider.api.storage.RowInsert;
import io.eider.api.storage.TableProfile;
import io.eider.api.storage.TableProfile.Correlation;
import io.eider.api.storage.TableProfile.Issue;
import io.eider.storage.StorageFixture;
import io.eider.storage.TransfersFixture;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableProfilerTest {
    @TempDir
    Path directory;

    private StorageFixture server;
    private TransfersFixture transfers;

    @BeforeEach
    void open() throws IOException {
        server = new StorageFixture(directory).withBucket();
        transfers = new TransfersFixture(server);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void emptyTableHasNoFigures() {
        transfers.create(List.of(), column("i", "INTEGER"), column("v", "VARCHAR"));
        TableProfile profile = profile(ProfileMode.FULL);
        assertThat(profile.qualityScore()).isEqualTo(new BigDecimal("100.0"));
        assertThat(profile.issues()).isEmpty();
        assertThat(profile.correlations()).isEmpty();
        assertThat(profile.columns()).allSatisfy(column -> {
            assertThat(column.min()).isEmpty();
            assertThat(column.nullPercentage()).isEmpty();
            assertThat(column.numeric()).isEmpty();
            assertThat(column.text()).isEmpty();
            assertThat(column.histogram()).isEmpty();
            assertThat(column.cardinalityRatio()).isEqualByComparingTo("0");
            assertThat(column.cardinalityClass()).isEqualTo("very_low");
        });
    }

    @Test
    void numbersAreFiguredAsTheContractSays() {
        ColumnProfile column = numbers("DECIMAL(12,2)", "1", "2", "3", "4", "100", "");
        assertThat(column.min()).contains(new BigDecimal("1.00"));
        assertThat(column.count()).isEqualTo(5);
        assertThat(column.nullPercentage()).contains(new BigDecimal("16.67"));
        assertThat(column.cardinalityClass()).isEqualTo("unique");
        NumericProfile numeric = column.numeric().orElseThrow();
        assertThat(numeric.avg()).contains(new BigDecimal("22.0000"));
        assertThat(numeric.std()).contains(new BigDecimal("43.6177"));
        assertThat(numeric.quantiles()).satisfies(levels -> {
            assertThat(levels.get(0)).isBetween(1.03999, 1.04001); // not cut to the scale of the type
            assertThat(List.copyOf(levels.subList(2, 5))).isEqualTo(List.of(2.0, 3.0, 4.0));
        });
        assertThat(numeric.outlierLowerBound()).isEqualByComparingTo("-1");
        assertThat(numeric.outlierUpperBound()).isEqualByComparingTo("7");
        assertThat(numeric.outlierCount()).isEqualTo(1);
        assertThat(column.histogram()).contains(Map.of("1.00", 1L, "2.00", 1L, "3.00", 1L, "4.00", 1L, "100.00", 1L));
    }

    @Test
    void decimalsAreFiguredAlikeWhateverTheirWidth() {
        String[] values = {"-7.31", "0.07", "0.07", "19.99", "88888888.88", "-99999999.99", "0.01", ""};
        ColumnProfile narrow = numbers("DECIMAL(12,2)", values);
        ColumnProfile widest = numbers("DECIMAL(14,4)", values);
        ColumnProfile wider = numbers("DECIMAL(18,9)", values);
        ColumnProfile beyond = numbers("DECIMAL(30,10)", values);
        List<Double> levels = beyond.numeric().orElseThrow().quantiles();
        for (ColumnProfile column : List.of(narrow, widest, wider, beyond)) {
            NumericProfile numeric = column.numeric().orElseThrow();
            assertThat(column.distinct()).isEqualTo(6);
            assertThat(numeric.outlierCount()).isEqualTo(2);
            for (int i = 0; i < levels.size(); i++) {
                assertThat(numeric.quantiles().get(i)).isCloseTo(levels.get(i), within(1e-6));
            }
        }
        assertThat(levels.get(3)).isEqualTo(0.07);
    }

    @Test
    void emptyAndBlankTextsAreFoundWhereverTheySort() {
        assertThat(blanks("b", "a~", "~")).isEqualTo(List.of(0L, 0L));
        assertThat(blanks("b", "", "c")).isEqualTo(List.of(1L, 0L));
        assertThat(blanks("b", "   ", "c")).isEqualTo(List.of(0L, 1L));
        assertThat(blanks("b", "c", "\u3000")).isEqualTo(List.of(0L, 1L));
        assertThat(blanks("b", "\u00e4", "", " ")).isEqualTo(List.of(1L, 1L));
    }

    @Test
    void figuresOfTooFewValuesAreEmpty() {
        NumericProfile numeric = numbers("INTEGER", "7").numeric().orElseThrow();
        assertThat(numeric.avg()).contains(new BigDecimal("7.0000"));
        assertThat(numeric.std()).isEmpty();
        assertThat(numeric.skewness()).isEmpty();
        assertThat(numeric.kurtosis()).isEmpty();
    }

    @Test
    void notANumberAndInfinityAreLeftOut() {
        ColumnProfile column = numbers("DOUBLE", "1", "3", "NaN", "inf", "-inf", "");
        assertThat(column.count()).isEqualTo(5);
        assertThat(column.distinct()).isEqualTo(5);
        assertThat(column.max()).contains(Double.NaN);
        assertThat(column.numeric().orElseThrow().avg()).contains(new BigDecimal("2.0000"));
        assertThat(column.numeric().orElseThrow().outlierCount()).isZero();
    }

    @Test
    void valuesBeyondArithmeticLeaveOnlyTheirFiguresOut() {
        ColumnProfile column = numbers("DOUBLE", "1e308", "-1e308", "1.5e308", "0");
        assertThat(column.count()).isEqualTo(4);
        assertThat(column.numeric().orElseThrow().std()).isEmpty();
        ColumnProfile huge = profileOf(column("h", "HUGEINT"), List.of("170141183460469231731687303715884105727", "1"))
                .columns()
                .get(0);
        assertThat(huge.numeric().orElseThrow().quantiles()).hasSize(7);
    }

    @Test
    void textsAreMeasuredAndTheirPatternsMatchedWhole() {
        TableProfile profile = profileOf(
                column("v", "VARCHAR"),
                List.of(
                        "a@b.cz",
                        "https://example.com/a?b=c",
                        "2024-01-31",
                        "2024-01-31T10:00:00.5+01:00",
                        "10.0.0.255",
                        "10.0.0.256",
                        "123e4567-e89b-12d3-a456-426614174000",
                        "see https://example.com",
                        "\"   \"",
                        "\u010d"));
        TextProfile text = profile.columns().get(0).text().orElseThrow();
        assertThat(text.minLength()).contains(1L);
        assertThat(text.maxLength()).contains(36L);
        assertThat(text.whitespaceOnlyCount()).isEqualTo(1);
        assertThat(text.patterns().orElseThrow())
                .extracting(Pattern::name, Pattern::matchCount)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("email", 1L),
                        org.assertj.core.groups.Tuple.tuple("uuid", 1L),
                        org.assertj.core.groups.Tuple.tuple("url", 1L),
                        org.assertj.core.groups.Tuple.tuple("phone", 1L),
                        org.assertj.core.groups.Tuple.tuple("ipv4", 1L),
                        org.assertj.core.groups.Tuple.tuple("date_iso", 1L),
                        org.assertj.core.groups.Tuple.tuple("datetime_iso", 1L));
        assertThat(text.patterns().orElseThrow().get(0).matchPercentage()).isEqualByComparingTo("10");
        assertThat(profile(ProfileMode.BASIC)
                        .columns()
                        .get(0)
                        .text()
                        .orElseThrow()
                        .patterns())
                .isEmpty();
    }

    @Test
    void issuesLowerTheScore() {
        List<String> values = new ArrayList<>(Collections.nCopies(60, ""));
        IntStream.range(0, 20).forEach(i -> values.add(String.valueOf(i % 2)));
        IntStream.range(0, 6).forEach(i -> values.add("1000"));
        TableProfile profile = profileOf(column("n", "INTEGER"), values);
        assertThat(profile.issues()).extracting(Issue::type).containsExactly("high_nulls", "outliers");
        assertThat(profile.qualityScore()).isEqualTo(new BigDecimal("93.0"));
    }

    @Test
    void aColumnOfTheKeyIsNoCandidateForIt() {
        transfers.create(List.of("id"), column("id", "INTEGER"), column("number", "INTEGER"));
        transfers.load("id,number\n1,7\n2,8\n3,9\n");
        assertThat(profile(ProfileMode.BASIC).issues())
                .containsExactly(new Issue(
                        "number",
                        "pk_candidate",
                        "info",
                        "All values differ and none is NULL: the column could be the primary key"));
    }

    @Test
    void correlationsComeByStrength() {
        transfers.create(List.of(), column("a", "INTEGER"), column("b", "DOUBLE"), column("c", "BIGINT"));
        transfers.load("a,b,c\n1,2,4\n2,4,1\n3,6,3\n4,8,1\n5,nan,2\n");
        List<Correlation> found = profile(ProfileMode.QUALITY).correlations();
        assertThat(found.get(0)).isEqualTo(new Correlation("a", "b", new BigDecimal("1.0000"), "strong"));
        assertThat(found).hasSize(3);
        assertThat(profile(ProfileMode.DISTRIBUTION).correlations()).isEmpty();
    }

    @Test
    void namesOfColumnsAreOnlyNames() {
        List<String> names = List.of(
                "a\"b", "select", "rowid", "\ud83e\udd86", "data", "a.b", "x); DROP TABLE data; --", "count(*)");
        transfers.create(
                List.of(), names.stream().map(name -> column(name, "VARCHAR")).toArray(Column[]::new));
        assertThat(profile(ProfileMode.FULL).columns())
                .extracting(column -> column.column().name().value())
                .isEqualTo(names);
    }

    @Test
    void everyTypeHasAProfile() {
        Map<String, String> values = Map.ofEntries(
                Map.entry("INTEGER[]", "[1]"),
                Map.entry("STRUCT(a INTEGER)", "{'a': 1}"),
                Map.entry("MAP(VARCHAR, INTEGER)", "{a=1}"),
                Map.entry("BLOB", "ab"),
                Map.entry("INTERVAL", "1 day"),
                Map.entry("BIT", "101"),
                Map.entry("UUID", "123e4567-e89b-12d3-a456-426614174000"),
                Map.entry("BOOLEAN", "true"),
                Map.entry("TIME", "10:00:00"),
                Map.entry("DATE", "infinity"),
                Map.entry("TIMESTAMP", "infinity"),
                Map.entry("TIMESTAMP WITH TIME ZONE", "2024-01-01 00:00:00+00"),
                Map.entry("UBIGINT", "18446744073709551615"),
                Map.entry("UHUGEINT", "5"),
                Map.entry("FLOAT", "NaN"));
        values.forEach((type, value) -> {
            String quoted = String.format("\"%s\"", value);
            ColumnProfile column = profileOf(column("x", type), List.of(quoted, quoted))
                    .columns()
                    .get(0);
            assertThat(column.count()).as(type).isEqualTo(2);
            assertThat(column.distinct()).as(type).isEqualTo(1);
            assertThat(column.cardinalityClass()).as(type).isEqualTo("constant");
        });
    }

    @Test
    void keyIsUniqueAndWideTablesAreSplit() {
        Column[] columns = IntStream.range(0, 300)
                .mapToObj(i -> column("c" + i, "INTEGER"))
                .toArray(Column[]::new);
        transfers.create(List.of("c0"), columns);
        String header = IntStream.range(0, 300).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        transfers.load(header + "\n" + "1" + ",5".repeat(299) + "\n2" + ",5".repeat(299) + "\n");
        List<ColumnProfile> found = profile(ProfileMode.FULL).columns();
        assertThat(found.get(0).cardinalityClass()).isEqualTo("unique");
        assertThat(found.subList(1, 300))
                .allSatisfy(column -> assertThat(column.distinct()).isEqualTo(1));
    }

    private ColumnProfile numbers(String type, String... values) {
        return profileOf(column("n", type), List.of(values)).columns().get(0);
    }

    private List<Long> blanks(String... values) {
        profileOf(column("v", "VARCHAR"), List.of());
        List<Map<String, Object>> rows = Stream.of(values)
                .map(value -> Map.<String, Object>of("v", value))
                .toList();
        server.storage.rows().insert(TransfersFixture.T, new RowInsert(rows, DedupMode.UPDATE_DUPLICATES));
        TextProfile text = profile(ProfileMode.BASIC).columns().get(0).text().orElseThrow();
        return List.of(text.emptyCount(), text.whitespaceOnlyCount());
    }

    private TableProfile profileOf(Column column, List<String> values) {
        if (server.storage.tables().list(TransfersFixture.T.bucket()).stream()
                .anyMatch(table -> table.id().equals(TransfersFixture.T))) {
            server.storage.tables().drop(TransfersFixture.T);
        }
        // a second column: a line of one empty field is no row
        transfers.create(List.of(), column, column("other", "VARCHAR"));
        transfers.load(column.name().value() + ",other\n"
                + values.stream().map(value -> value + ",\n").collect(Collectors.joining()));
        TableProfile all = profile(ProfileMode.FULL);
        return new TableProfile(
                all.table(),
                all.columns(),
                all.qualityScore().add(BigDecimal.valueOf(5)), // of the other column, which is NULL
                all.issues().stream()
                        .filter(issue -> !issue.column().equals("other"))
                        .toList(),
                all.correlations());
    }

    private TableProfile profile(ProfileMode mode) {
        return server.storage.profiles().profile(TransfersFixture.T, mode);
    }
}
