package io.eider.ontology;

import io.eider.api.ontology.SchemaSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The readers of documents that there are, ours and those of a site. Thread-safe. */
@Component(service = Sources.class)
public final class Sources {
    private final Map<SchemaSource, Integer> rankings = new ConcurrentHashMap<>();

    /** The readers, the one to be asked first first. */
    public List<SchemaSource> ranked() {
        return rankings.entrySet().stream()
                .sorted(Map.Entry.<SchemaSource, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> entry.getKey().name(), Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSource(SchemaSource source, Map<String, Object> properties) {
        rankings.put(source, properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0);
    }

    void unbindSource(SchemaSource source) {
        rankings.remove(source);
    }
}
