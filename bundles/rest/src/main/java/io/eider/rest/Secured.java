package io.eider.rest;

import io.eider.api.auth.Operation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which operation a resource method is, and so who may call it. A method without it is never called. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Secured {
    /** The row of the table of permissions. */
    Operation value();

    /** What it is done to. */
    Place place() default Place.PATH;

    /** Where a request says what it is about. */
    enum Place {
        /** In its path. */
        PATH,
        /** Nowhere: it is about the bucket that the configuration of the ontology server names. */
        HOME,
        /** In its body, or by a number: it may be about any project, so only the server's key opens it. */
        ANYWHERE
    }
}
