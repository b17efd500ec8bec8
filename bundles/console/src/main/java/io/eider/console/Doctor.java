package io.eider.console;

import io.eider.api.error.ApiException;
import io.eider.api.storage.Finding;
import io.eider.api.storage.Finding.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at everything that the server needs. The disk and the native library are among the checks of the storage. */
@Service
@Command(
        scope = "eider",
        name = "doctor",
        description = "Checks Java, ports, open files, disk, the native library, and the catalog against the files")
public final class Doctor extends EiderCommand {
    private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);

    @Override
    protected void run() throws CommandException {
        List<Finding> findings = new ArrayList<>();
        findings.add(Surroundings.java());
        findings.add(Surroundings.openFiles());
        Listener.configured(Path.of(System.getProperty("karaf.etc", "etc")))
                .forEach(listener -> findings.add(listener.check()));
        add(
                findings,
                "Storage",
                () -> services.storage(storage -> storage.backend().check()));
        add(
                findings,
                "Keys",
                () -> services.auth(auth -> List.of(new Finding("Keys", State.OK, "the service is there"))));
        report(findings);
    }

    private void report(List<Finding> findings) throws CommandException {
        Grid grid = new Grid("").left("What").left("State").left("Found");
        findings.forEach(finding -> grid.wide(finding.subject(), finding.state(), finding.text()));
        show(
                findings.stream()
                        .map(finding -> Json.object(
                                "subject", finding.subject(), "state", finding.state(), "text", finding.text()))
                        .toList(),
                grid);
        long failed = findings.stream()
                .filter(finding -> finding.state() == State.FAILED)
                .count();
        if (failed > 0) {
            throw failure(failed + (failed == 1 ? " check" : " checks") + " failed", null);
        }
    }

    /** A check that cannot be made is a finding too. */
    private static void add(List<Finding> findings, String subject, Supplier<List<Finding>> check) {
        try {
            findings.addAll(check.get());
        } catch (ApiException e) {
            LOG.warn("Check of {}: {}", subject, e.details(), e);
            findings.add(new Finding(subject, State.FAILED, e.getMessage()));
        } catch (RuntimeException e) {
            // whatever a check throws, the other ones still tell something
            LOG.error("Check of {} failed", subject, e);
            findings.add(new Finding(subject, State.FAILED, "The check itself failed: " + e));
        }
    }
}
