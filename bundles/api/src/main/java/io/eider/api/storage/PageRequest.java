package io.eider.api.storage;

/**
 * Which part of a list.
 *
 * @param limit at most so many, 1 to 1000
 * @param offset so many are left out before, 0 or more
 */
public record PageRequest(int limit, int offset) {}
