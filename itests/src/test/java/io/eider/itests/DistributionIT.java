package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.mavenBundle;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;
import static org.ops4j.pax.exam.OptionUtils.combine;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import io.eider.api.auth.Auth;
import io.eider.api.meter.Meters;
import io.eider.api.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.apache.karaf.features.FeatureState;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;

/** The distribution seen from inside the container. JUnit 4, because Pax Exam knows no later one. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DistributionIT {
    private static final Duration START = Duration.ofSeconds(60);

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Inject
    private SessionFactory sessions;

    @Inject
    private Storage storage;

    @Inject
    private Auth auth;

    @Inject
    private Meters meters;

    /** The built archive with ports and data of its own. */
    @Configuration
    public Option[] container() {
        File archive = new File(System.getProperty("eider.tar"));
        List<Integer> ports = FreePorts.take(5);
        return combine(
                options(
                        karafDistributionConfiguration()
                                .frameworkUrl(archive.toURI().toString())
                                .name("Eider")
                                .unpackDirectory(new File("target/exam"))
                                .useDeployFolder(false),
                        keepRuntimeFolder(),
                        configureConsole().ignoreLocalConsole(),
                        systemTimeout(60_000),
                        vmOptions(Moduled.options()),
                        put("org.ops4j.pax.web.cfg", "org.osgi.service.http.port", ports.get(0)),
                        put("org.apache.karaf.shell.cfg", "sshPort", ports.get(1)),
                        put("org.apache.karaf.management.cfg", "rmiRegistryPort", ports.get(2)),
                        put("org.apache.karaf.management.cfg", "rmiServerPort", ports.get(3)),
                        put("io.eider.pgwire.cfg", "port", ports.get(4)),
                        put(
                                "io.eider.engine.cfg",
                                "data.dir",
                                Path.of("target/exam-data").toAbsolutePath())),
                fromTheLocalRepository());
    }

    /** The container runs tests as soon as its own bundles are there, which may be before the last of the others has begun. */
    @Before
    public void awaitTheStart() {
        Deadline.await(
                "every bundle has started: " + waiting(), START, () -> waiting().isEmpty());
    }

    @Test
    public void everyBundleIsActiveAndEveryFragmentResolved() {
        assertThat(context.getBundles()).hasSizeGreaterThan(50);
        assertThat(waiting()).isEmpty();
    }

    private List<String> waiting() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != wanted(bundle))
                .map(Bundle::getSymbolicName)
                .toList();
    }

    private static int wanted(Bundle bundle) {
        boolean isFragment = (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
        return isFragment ? Bundle.RESOLVED : Bundle.ACTIVE;
    }

    @Test
    public void everyFeatureOfOursIsStarted() throws Exception {
        for (String name :
                List.of("eider", "eider-core", "eider-ontology", "eider-rest", "eider-metrics", "eider-console")) {
            String version = features.getFeature(name).getVersion();
            assertThat(features.getState(name + "/" + version)).as(name).isEqualTo(FeatureState.Started);
        }
    }

    @Test
    public void servicesAreThere() {
        assertThat(storage.backend().health().isAvailable()).isTrue();
        assertThat(auth).isNotNull();
        assertThat(meters).isNotNull();
    }

    @Test
    public void consoleRunsOurCommands() throws Exception {
        assertThat(execute("eider:doctor")).contains("catalog");
    }

    private String execute(String command) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), print, print);
        session.execute(command);
        print.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Option put(String file, String key, Object value) {
        return editConfigurationFilePut("etc/" + file, key, value.toString());
    }

    /** Where the container finds Pax Exam's own bundles and AssertJ, which the probe uses. */
    private static Option[] fromTheLocalRepository() {
        String repository = System.getProperty("user.home") + "/.m2/repository";
        String local = System.getProperty("maven.repo.local", repository);
        return options(
                put("org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.localRepository", local),
                put("org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.repositories", "file:" + local + "@id=local"),
                mavenBundle("net.bytebuddy", "byte-buddy").versionAsInProject(),
                mavenBundle("org.assertj", "assertj-core").versionAsInProject());
    }
}
