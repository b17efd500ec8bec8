package io.eider.api.storage;

import java.util.List;

/**
 * Takes rows one by one, on the thread that reads them. A value is null, Boolean, Long, BigInteger, Float, Double, BigDecimal,
 * String, LocalDate, LocalTime, OffsetTime, LocalDateTime, OffsetDateTime, UUID, {@code byte[]}, List of values or Map of
 * String to value (STRUCT and MAP, in order). An exception it throws ends the reading and passes through.
 */
public interface RowSink {
    /** Called once, before the first row. */
    void begin(Table table);

    /** One row; the values are in the order of the table's columns and the list may be reused for the next row. */
    void row(List<Object> values);
}
