package io.eider.rest.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** The forms of errors (storage contract, section 0.2). */
public final class ErrorBodies {
    private ErrorBodies() {}

    /** Form F1: an error of the service. */
    public record ServiceError(Detail detail) {}

    /** What went wrong; {@code details} is left out where the contract says so. */
    public record Detail(
            String error, String message, @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Object> details) {}

    /** Form F2: an error of the routing or of the Authorization header. */
    public record RoutingError(String detail) {}

    /** Form F3: a fault of the server, or an idempotency key that cannot be used now. */
    public record BareError(String error, String message) {}

    /** Form F4: fields that break the rules. */
    public record ValidationError(@JsonProperty("detail") List<Violation> violations) {}
}
