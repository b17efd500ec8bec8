package io.eider.api.error;

/** The family of an error: what a caller can do about it. */
public enum ErrorKind {
    /** The request itself is wrong; repeating it unchanged fails again. */
    INVALID,
    /** No or wrong credentials. */
    UNAUTHENTICATED,
    /** Known caller, not permitted. */
    FORBIDDEN,
    /** The named object does not exist. */
    NOT_FOUND,
    /** The request contradicts the present state. */
    CONFLICT,
    /** It existed and has ended. */
    GONE,
    /** A configured limit was reached. */
    LIMIT,
    /** A part of the server is not there just now; repeat later. */
    UNAVAILABLE,
    /** A fault of the server. */
    INTERNAL
}
