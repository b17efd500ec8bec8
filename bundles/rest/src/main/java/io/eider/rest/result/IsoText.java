package io.eider.rest.result;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Dates and timestamps as ISO 8601 text in a buffer that is used again: {@code 2024-01-02}, {@code 2024-01-02T03:04:05},
 * {@code 2024-01-02T03:04:05.000007+00:00}; six digits of the second or none. Outside of the years 0 to 9999 as java.time writes
 * them. Not thread-safe.
 */
final class IsoText {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    /** 0000-01-01 and 9999-12-31. */
    private static final long FIRST_DAY = -719_528;

    private static final long LAST_DAY = 2_932_896;
    private static final byte[] UTC = "+00:00".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes = new byte[64];
    private int length;

    /** Where the text is, from 0. */
    byte[] bytes() {
        return bytes;
    }

    /** How long it is. */
    int length() {
        return length;
    }

    /** A day since 1970-01-01; the largest int and its negative are infinite. */
    void date(long days) {
        length = 0;
        if (days == Integer.MAX_VALUE || days == -Integer.MAX_VALUE) {
            text(days > 0 ? "infinity" : "-infinity");
        } else if (days < FIRST_DAY || days > LAST_DAY) {
            text(LocalDate.ofEpochDay(days).toString());
        } else {
            day(days);
        }
    }

    /** Microseconds since 1970-01-01 00:00; the largest long and its negative are infinite. */
    void timestamp(long micros) {
        timestamp(micros, new byte[0]);
    }

    /** As {@link #timestamp}, with the offset of UTC. */
    void timestampOfUtc(long micros) {
        timestamp(micros, UTC);
    }

    private void timestamp(long micros, byte[] offset) {
        length = 0;
        if (micros == Long.MAX_VALUE || micros == -Long.MAX_VALUE) {
            text(micros > 0 ? "infinity" : "-infinity");
            return;
        }
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        long days = Math.floorDiv(seconds, SECONDS_PER_DAY);
        int fraction = (int) Math.floorMod(micros, MICROS_PER_SECOND);
        if (days < FIRST_DAY || days > LAST_DAY) {
            text(far(seconds, fraction));
        } else {
            day(days);
            time((int) Math.floorMod(seconds, SECONDS_PER_DAY), fraction);
        }
        System.arraycopy(offset, 0, bytes, length, offset.length);
        length += offset.length;
    }

    private static String far(long seconds, int fraction) {
        LocalDateTime moment =
                LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds, fraction * 1000L), ZoneOffset.UTC);
        String time = moment.toLocalTime().toString();
        return moment.toLocalDate() + "T" + (time.length() == 5 ? time + ":00" : time);
    }

    /** H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": civil_from_days, here never negative. */
    private void day(long days) {
        int shifted = (int) days + 719_468 + 146_097;
        int era = shifted / 146_097;
        int dayOfEra = shifted % 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        int year = yearOfEra + (era - 1) * 400 + (month <= 2 ? 1 : 0);
        two(year / 100);
        two(year % 100);
        bytes[length++] = '-';
        two(month);
        bytes[length++] = '-';
        two(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1);
    }

    private void time(int secondOfDay, int micros) {
        bytes[length++] = 'T';
        two(secondOfDay / 3600);
        bytes[length++] = ':';
        two(secondOfDay / 60 % 60);
        bytes[length++] = ':';
        two(secondOfDay % 60);
        if (micros > 0) {
            bytes[length++] = '.';
            two(micros / 10_000);
            two(micros / 100 % 100);
            two(micros % 100);
        }
    }

    private void two(int number) {
        bytes[length++] = (byte) ('0' + number / 10);
        bytes[length++] = (byte) ('0' + number % 10);
    }

    private void text(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, bytes, 0, ascii.length);
        length = ascii.length;
    }
}
