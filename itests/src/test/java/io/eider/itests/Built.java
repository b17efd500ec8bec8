package io.eider.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A bundle as bnd built it.
 *
 * @param name of its folder below {@code bundles/}
 * @param classes where its classes, its manifest and its descriptors are
 */
record Built(String name, Path classes) {
    private static final Path BUNDLES = Path.of("../bundles");

    /** All bundles of the source tree. */
    static List<Built> all() {
        try (Stream<Path> folders = Files.list(BUNDLES)) {
            return folders.filter(folder -> Files.exists(folder.resolve("bnd.bnd")))
                    .map(folder -> new Built(folder.getFileName().toString(), folder.resolve("target/classes")))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packages that it imports. */
    Set<String> imports() {
        return packages("Import-Package");
    }

    /** The packages that it exports. */
    Set<String> exports() {
        return packages("Export-Package");
    }

    /** The services that its components offer. */
    Set<String> provides() {
        return attributes("OSGI-INF", "provide", "interface");
    }

    /** The services that its components need. */
    Set<String> references() {
        return attributes("OSGI-INF", "reference", "interface");
    }

    /** The root elements of the descriptors in a folder. */
    List<Element> descriptors(String folder) {
        Path path = classes.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .map(Built::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The elements of this name below another. */
    static List<Element> elements(Element root, String name) {
        NodeList nodes = root.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private Set<String> attributes(String folder, String element, String attribute) {
        Set<String> values = new TreeSet<>();
        for (Element root : descriptors(folder)) {
            elements(root, element).forEach(found -> values.add(found.getAttribute(attribute)));
        }
        return values;
    }

    private Set<String> packages(String header) {
        Set<String> names = new TreeSet<>();
        try (InputStream in = Files.newInputStream(classes.resolve("META-INF/MANIFEST.MF"))) {
            String value = new Manifest(in).getMainAttributes().getValue(header);
            // a comma inside quotes belongs to a version range
            for (String clause : value == null ? new String[0] : value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
                names.add(clause.split(";", 2)[0].strip());
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Element parse(Path file) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }
}
