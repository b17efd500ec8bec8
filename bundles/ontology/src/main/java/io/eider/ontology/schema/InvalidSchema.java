package io.eider.ontology.schema;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.Map;

/** The error of a document that is no schema. */
public final class InvalidSchema {
    private static final int SHOWN = 200;

    private InvalidSchema() {}

    /** @param reason what is wrong and where; texts of the document in it are cut */
    public static ApiException because(String reason) {
        return new ApiException(ErrorCode.INVALID_SCHEMA, "Invalid schema: " + reason, Map.of("reason", reason));
    }

    /** A text of the document as it may be shown: short, on one line. */
    public static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
