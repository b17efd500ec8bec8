package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;
import static io.eider.ontology.schema.InvalidSchema.shown;

import io.eider.api.ontology.FieldType;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where a reader is among the definitions of one document, and how much it may still read: definitions that hold each other several times
 * would grow without end in a few lines. Belongs to one thread.
 */
final class Walk {
    private static final int MOST = 5_000;

    /** For the stack; what a type may be is looked at when it is whole. */
    private static final int MAX_DEPTH = 3 * FieldType.MAX_DEPTH;

    private final Set<String> open = new HashSet<>();
    private int left = MOST;
    private int depth;

    /**
     * Reads a type.
     *
     * @param names of the definitions that it is reached by
     * @throws io.eider.api.error.ApiException INVALID_SCHEMA if one of them is being read already, or it is too much
     */
    <T> T in(Collection<String> names, String where, Supplier<T> read) {
        if (--left < 0) {
            throw because("it has more than " + MOST + " types, or definitions that hold each other too often");
        }
        if (depth > MAX_DEPTH) {
            throw because(where + " is nested deeper than " + FieldType.MAX_DEPTH + " levels");
        }
        depth++;
        try {
            return opened(names, where, read);
        } finally {
            depth--;
        }
    }

    /** As {@link #in} for a definition of the type that is being read. */
    <T> T opened(Collection<String> names, String where, Supplier<T> read) {
        Set<String> opened = new HashSet<>();
        try {
            for (String name : names) {
                if (!open.add(name)) {
                    throw because(where + ": " + shown(name) + " refers to itself");
                }
                opened.add(name);
            }
            return read.get();
        } finally {
            open.removeAll(opened);
        }
    }
}
