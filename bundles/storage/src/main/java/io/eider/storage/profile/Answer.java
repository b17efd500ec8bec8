package io.eider.storage.profile;

import java.util.List;
import java.util.Optional;

/** What an aggregate of a {@link Round} gave; empty before the round ran and where DuckDB could not compute it. */
final class Answer {
    private Object value;

    void put(Object given) {
        value = given;
    }

    Optional<Object> value() {
        return Optional.ofNullable(value);
    }

    /** 0 for nothing. */
    long count() {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** Of finite numbers only. */
    Optional<Double> number() {
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                ? Optional.of(number.doubleValue())
                : Optional.empty();
    }

    /** Of a list of numbers. */
    List<Double> numbers() {
        return value instanceof List<?> list
                ? list.stream().map(item -> ((Number) item).doubleValue()).toList()
                : List.of();
    }
}
