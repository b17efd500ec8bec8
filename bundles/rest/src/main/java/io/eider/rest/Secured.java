package io.eider.rest;

import io.eider.api.auth.Operation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which operation a resource method is, and so who may call it. A method without it is never called. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Secured {
    /** The row of the table of permissions. */
    Operation value();
}
