package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Compares the built bundles with the arrows of {@code docs/architecture.md}; a new arrow needs an ADR. */
class ArchitectureTest {
    private static final Path DOCUMENT = Path.of("../docs/architecture.md");
    private static final String API = "io.eider.api.";
    private static final String ENGINE = "io.eider.engine";
    private static final Set<String> ON_ENGINE = Set.of("storage", "auth", "bridge", "workspace", "ontology");

    private final List<Built> bundles = Built.all();

    @Test
    void bundlesCompileAgainstTheApiAndTheCoreAgainstTheEngineToo() {
        Set<String> wrong = new TreeSet<>();
        for (Built bundle : bundles) {
            for (String name : bundle.imports()) {
                boolean own = name.startsWith("io.eider." + bundle.name());
                boolean engine = name.startsWith(ENGINE) && ON_ENGINE.contains(bundle.name());
                if (name.startsWith("io.eider.") && !name.startsWith(API) && !own && !engine) {
                    wrong.add(bundle.name() + " imports " + name);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void onlyTheEngineImportsDuckDb() {
        assertThat(bundles.stream().filter(bundle -> bundle.imports().contains("org.duckdb")))
                .extracting(Built::name)
                .containsExactly("engine");
    }

    @Test
    void onlyApiAndEngineExportPackages() {
        for (Built bundle : bundles) {
            switch (bundle.name()) {
                case "api" -> assertThat(bundle.exports()).allMatch(name -> name.startsWith(API));
                case "engine" -> assertThat(bundle.exports()).allMatch(name -> name.startsWith(ENGINE));
                default -> assertThat(bundle.exports()).as(bundle.name()).isEmpty();
            }
        }
    }

    @Test
    void apiDependsOnTheJdkOnly() {
        Built api = bundles.stream()
                .filter(bundle -> bundle.name().equals("api"))
                .findFirst()
                .orElseThrow();
        assertThat(api.imports()).allMatch(name -> name.startsWith(API) || name.startsWith("java."));
        assertThat(api.provides()).isEmpty();
    }

    @Test
    void servicesAreFoundAlongTheArrowsOfTheDocument() throws IOException {
        Set<String> allowed = arrows();
        Set<String> wrong = new TreeSet<>();
        for (Built bundle : bundles) {
            for (String service : bundle.references()) {
                String provider = provider(service);
                String arrow = bundle.name() + " -> " + provider;
                if (service.startsWith("io.eider.") && !provider.equals(bundle.name()) && !allowed.contains(arrow)) {
                    wrong.add(arrow + " (" + service + ")");
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(allowed).as("the table of the document was found").contains("rest -> storage");
    }

    @Test
    void contractOfADomainIsImportedAlongTheArrowsOnly() throws IOException {
        // what no descriptor shows: services that a bundle finds in another way
        Map<String, String> owners = Map.of(
                API + "log", "metrics",
                API + "auth", "auth",
                API + "storage", "storage",
                API + "bridge", "bridge",
                API + "workspace", "workspace",
                API + "ontology", "ontology",
                API + "meter", "metrics");
        Set<String> allowed = arrows();
        Set<String> wrong = new TreeSet<>();
        for (Built bundle : bundles) {
            if (bundle.name().equals("api") || bundle.name().equals("engine")) {
                continue; // they use values of the contract, and need no service at all
            }
            for (String name : bundle.imports()) {
                String owner = owners.getOrDefault(name, bundle.name());
                if (!owner.equals(bundle.name()) && !allowed.contains(bundle.name() + " -> " + owner)) {
                    wrong.add(bundle.name() + " -> " + owner + " (" + name + ")");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void packageLiesInOneBundleOnly() throws IOException {
        Map<String, String> owners = new HashMap<>();
        List<String> split = new ArrayList<>();
        for (Built bundle : bundles) {
            try (var files = Files.walk(bundle.classes())) {
                files.filter(file -> file.toString().endsWith(".class"))
                        .map(file ->
                                bundle.classes().relativize(file.getParent()).toString())
                        .distinct()
                        .forEach(folder -> {
                            String first = owners.putIfAbsent(folder, bundle.name());
                            if (first != null) {
                                split.add(folder + " in " + first + " and " + bundle.name());
                            }
                        });
            }
        }
        assertThat(split).isEmpty();
    }

    private String provider(String service) {
        return bundles.stream()
                .filter(bundle -> bundle.provides().contains(service))
                .map(Built::name)
                .findFirst()
                .orElse("nobody");
    }

    /** The cells of the table "from \ to" that are not a dash, each as {@code from -> to}. */
    private static Set<String> arrows() throws IOException {
        Set<String> arrows = new TreeSet<>();
        List<String> columns = List.of();
        for (String line : Files.readAllLines(DOCUMENT)) {
            List<String> cells =
                    Arrays.stream(line.split("\\|")).map(String::strip).toList();
            if (line.startsWith("| from \\ to")) {
                columns = cells;
            } else if (!line.startsWith("|")) {
                columns = List.of();
            } else {
                for (int i = 2; i < Math.min(cells.size(), columns.size()); i++) {
                    if (!cells.get(i).isEmpty() && !cells.get(i).matches("[–-]+")) {
                        arrows.add(cells.get(1) + " -> " + columns.get(i));
                    }
                }
            }
        }
        return arrows;
    }
}
