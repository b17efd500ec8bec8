package io.eider.storage.profile;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounds as the reference service does: the exact binary value, a tie to the even digit. */
final class Rounded {
    private Rounded() {}

    /** Of a finite number. */
    static BigDecimal to(int decimals, double value) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    /** Part of a whole that is not 0. */
    static BigDecimal percent(int decimals, long part, long whole) {
        return to(decimals, 100.0 * part / whole);
    }
}
