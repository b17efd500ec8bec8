package io.eider.api.storage;

import java.util.Locale;

/** How much a profile looks at. */
public enum ProfileMode {
    /** Statistics of each column. */
    BASIC,
    /** Everything. */
    FULL,
    /** BASIC and histograms. */
    DISTRIBUTION,
    /** BASIC, patterns and correlations. */
    QUALITY;

    /** The name on the wire, lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether histograms are made. */
    public boolean hasHistograms() {
        return this == FULL || this == DISTRIBUTION;
    }

    /** Whether patterns and correlations are looked for. */
    public boolean hasPatterns() {
        return this == FULL || this == QUALITY;
    }
}
