package io.eider.storage.transfer;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Column;
import io.eider.api.storage.RowRules;
import io.eider.api.storage.ValidationMode;
import io.eider.api.storage.ValidationReport;
import io.eider.api.storage.ValidationReport.Broken;
import io.eider.engine.TableSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The check of one import's rows. Belongs to one thread. */
final class Validation {
    private static final int SHOWN_RULES = 5;
    private static final int SHOWN_DETAILS = 50;

    private final Optional<RowRules> rules;
    private final Rejects.Batch rejects;
    private Optional<ValidationReport> report = Optional.empty();

    /**
     * A check.
     *
     * @param rules empty for none
     * @param rejects takes the rows that are quarantined
     */
    Validation(Optional<RowRules> rules, Rejects.Batch rejects) {
        this.rules = rules;
        this.rejects = rejects;
    }

    boolean isNeeded() {
        return rules.isPresent();
    }

    Optional<ValidationReport> report() {
        return report;
    }

    /** Rows that are not imported. */
    long quarantined() {
        return report.filter(found -> found.mode() == ValidationMode.QUARANTINE)
                .map(ValidationReport::badRows)
                .orElse(0L);
    }

    /**
     * Looks at the rows of a file, and takes out what is quarantined.
     *
     * @throws ApiException INVALID_ROWS if the mode says so
     */
    void check(TableSession session, String staged, List<Column> columns, long rows) {
        RowRules all = rules.orElseThrow();
        RowCheck check = new RowCheck(session, staged, columns);
        List<Broken> broken = check.run(all.rules());
        long bad = check.mark();
        boolean isQuarantined = all.mode() == ValidationMode.QUARANTINE && bad > 0;
        ValidationReport found = new ValidationReport(
                all.mode(),
                all.origin(),
                rows,
                bad,
                broken,
                isQuarantined ? Optional.of(rejects.table().name()) : Optional.empty());
        report = Optional.of(found);
        if (bad > 0 && all.mode() == ValidationMode.REJECT) {
            throw refused(found);
        }
        if (isQuarantined) {
            check.write(rejects.file());
            check.remove();
        }
        check.end();
    }

    /** Publishes the rows that were taken out, when nothing else of the import can fail but its own publication. */
    void finish() {
        if (quarantined() > 0) {
            rejects.publish(rules.orElseThrow().origin());
        }
    }

    /** For people: what was found. */
    List<String> warnings() {
        return report.filter(found -> found.badRows() > 0)
                .map(found -> List.of(text(found)
                        + found.rejects().map(table -> "; they are in " + table).orElse("")))
                .orElse(List.of());
    }

    private static String text(ValidationReport found) {
        String some = found.broken().stream()
                .limit(SHOWN_RULES)
                .map(each -> each.rule().column() + " breaks "
                        + RowCheck.ruleName(each.rule().kind()) + " in "
                        + each.rows()
                        + (each.examples().isEmpty() ? "" : " (" + String.join(", ", each.examples()) + ")"))
                .collect(Collectors.joining("; "));
        int more = found.broken().size() - SHOWN_RULES;
        return found.badRows() + " of " + found.checkedRows() + " rows break rules of " + found.origin() + ": " + some
                + (more > 0 ? "; and " + more + " more rules" : "");
    }

    private static ApiException refused(ValidationReport found) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("bad_rows", found.badRows());
        details.put("checked_rows", found.checkedRows());
        details.put(
                "rules",
                found.broken().stream()
                        .limit(SHOWN_DETAILS)
                        .map(Validation::shown)
                        .toList());
        return new ApiException(ErrorCode.INVALID_ROWS, text(found) + "; nothing was imported", details);
    }

    private static Map<String, Object> shown(Broken broken) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("column", broken.rule().column());
        one.put("rule", RowCheck.ruleName(broken.rule().kind()));
        one.put("rows", broken.rows());
        one.put("examples", broken.examples());
        return one;
    }
}
